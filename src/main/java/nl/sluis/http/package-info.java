/**
 * What every request passes before any route is looked for, so that a stranger's slowness holds no thread: a body is there before a thread
 * takes it, and an answer leaves after the thread is free. No request is inflated, and no answer is compressed.
 */
package nl.sluis.http;
