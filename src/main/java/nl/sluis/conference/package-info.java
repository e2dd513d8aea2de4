/**
 * Meetings that a video service makes for a post. Each is intended before it is made, so that none is left behind that nobody knows of. What a
 * service is asked stands behind {@link nl.sluis.conference.MeetingProvider}.
 */
package nl.sluis.conference;
