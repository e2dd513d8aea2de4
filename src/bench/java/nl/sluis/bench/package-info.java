/**
 * The bench: starts the shipped jar and the floor beside it, each a process of its own, and drives them in turn over HTTP as schedulers and
 * invitees do. Here too are a mail relay that takes all and a Twilio that answers at once. {@code docs/performance.md} says how it measures, and
 * {@code bin/bench} runs it. Nothing of it is in the jar.
 */
package nl.sluis.bench;
