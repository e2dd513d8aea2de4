/**
 * Opens an envelope with WebCrypto: link secret and share together, never one of them. Mirrors
 * nl.sluis.envelope.Opener.
 */
import { contentKeys } from './content-keys.js';
import { EnvelopeError, equal, fieldsOf, meetingOf } from './envelope.js';

export { accessOf } from './content-keys.js';

const exportable = false;

/**
 * Gives the meeting as the text that was sealed, and the acknowledgement that only a holder of link secret and share
 * can compute. Both come after the tag was verified, so that nobody acknowledges what did not open.
 *
 * @throws EnvelopeError whatever is wrong
 */
export async function open(envelope, linkSecret, share, id) {
  const { nonce, commitment, ciphertext } = fieldsOf(envelope);
  const keys = await contentKeys(linkSecret, share, id);
  try {
    // AES-GCM alone can open one ciphertext with two keys; the commitment names the one key it was sealed with.
    if (!equal(commitment, keys.commitment)) {
      throw new EnvelopeError();
    }
    const plaintext = await openGcm(keys.key, nonce, ciphertext, keys.associatedData);
    return { meeting: meetingOf(plaintext), ack: keys.ack.slice() };
  } finally {
    keys.key.fill(0);
    keys.commitment.fill(0);
    keys.ack.fill(0);
  }
}

/** AES-256-GCM; the tag is the last 16 bytes. WebCrypto gives no byte out before the tag has verified. */
export async function openGcm(key, nonce, ciphertextAndTag, associatedData) {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', exportable, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: associatedData, tagLength: 128 };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, ciphertextAndTag));
  } catch {
    throw new EnvelopeError();
  }
}
