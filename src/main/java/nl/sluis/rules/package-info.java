/**
 * What a meeting has to be, field by field. Gateway and client import it, so that both refuse the same in the same words. It needs the JDK
 * alone, because the client does. The JavaScript client has the same rules in {@code rules.js} and {@code mail.js}; {@code ClientRulesTest} and
 * {@code OthersListsTest} compare them.
 */
package nl.sluis.rules;
