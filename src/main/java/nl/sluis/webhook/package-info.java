/**
 * Tells receivers of schedulers what happened, as Standard Webhooks 1.0.0 says.
 *
 * <p>In come events, in the transaction that gives them their places: {@link nl.sluis.webhook.OwedDeliveries} owes them to the webhooks of their
 * client. Out goes a signed message for each, by {@link nl.sluis.webhook.WebhookSender}, until the receiver takes it. At least once: after a crash the
 * same message comes again, with the same id. No order is promised.
 *
 * <p>The receiver's address is whatever a client wrote. So {@link nl.sluis.webhook.CheckedAddresses} sees to it that a message goes to the public
 * internet and nowhere else, and {@link nl.sluis.webhook.Lanes} that a receiver that hangs costs others nothing.
 */
package nl.sluis.webhook;
