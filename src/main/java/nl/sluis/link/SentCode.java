package nl.sluis.link;

import java.time.Instant;

/**
 * A code is on its way.
 *
 * @param resendAfter whole seconds until another code may be asked for
 * @param delivery    {@code sent}, or {@code unknown} if the provider did not say
 */
record SentCode(String reference, Instant expiresAt, long resendAfter, String delivery) {}
