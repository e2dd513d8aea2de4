/** What may be written down: one line per act with ids, one per request with its route, and nothing of a library below INFO. */
package nl.sluis.audit;
