/** Every error that a client may meet, by a name that stays, and the one place that turns what was thrown into an answer (RFC 9457). */
package nl.sluis.problem;
