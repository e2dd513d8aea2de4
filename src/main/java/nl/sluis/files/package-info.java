/**
 * Files that hold secrets: replaced whole or not at all, readable by their owner only, locked among threads and processes.
 *
 * <p>What is wrong with a file is a {@link nl.sluis.files.FileException}, whose message is for the operator.
 */
package nl.sluis.files;
