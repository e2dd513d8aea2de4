/**
 * Zoom as a {@link nl.sluis.conference.MeetingProvider}, and what Zoom tells of its own accord. In comes what a meeting needs; out goes a meeting that
 * was read back, or why there is none. Nothing is kept but a token in memory. After a crash a meeting may exist that nobody knows of; its agenda names it.
 *
 * <p>No SDK: the JDK's HTTP client and a dozen calls. Nothing here was tried against Zoom itself.
 */
package nl.sluis.zoom;
