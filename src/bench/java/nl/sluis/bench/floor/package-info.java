/**
 * The floor: a bare Dropwizard service in a process of its own, that does the least with which the gateway's promises could be kept. It takes the
 * same JSON, and answers when the same bytes are on disk. It has no keys, no outbox and no limits. What the gateway costs above it is what the
 * gateway's work costs.
 */
package nl.sluis.bench.floor;
