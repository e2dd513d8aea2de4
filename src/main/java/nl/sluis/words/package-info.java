/**
 * What the gateway says, by language: key/value files below {@code words/} in the resources, one per subject and language, that a
 * translator can write without reading code. Read once at the start; nothing is kept.
 */
package nl.sluis.words;
