/**
 * What happened, in an order that schedulers can follow by a cursor: no event is skipped, and none comes twice.
 *
 * <p>In comes an event, in the transaction of what it tells, and without a place: {@link nl.sluis.feed.Events}. The {@link nl.sluis.feed.Placer} gives
 * committed events the next places of their clients, one gateway at a time. Out goes a page of those that have one: {@link nl.sluis.feed.Feed}. After a
 * crash an event is there with what it tells, or neither is; one without a place gets it from the next placer.
 */
package nl.sluis.feed;
