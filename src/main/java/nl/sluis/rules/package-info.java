/**
 * What a meeting has to be: field by field, and by {@link nl.sluis.rules.MeetingRule} how a video meeting is set up. Gateway and client import it, so
 * that both refuse the same in the same words. It needs the JDK alone, because the client does. The JavaScript client has the same rules in
 * {@code rules.js}, {@code mail.js} and {@code meeting-rules.js}; {@code ClientRulesTest}, {@code MeetingRulesTest} and {@code OthersListsTest}
 * compare them.
 */
package nl.sluis.rules;
