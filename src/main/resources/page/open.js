/**
 * Opens an envelope with WebCrypto: link secret and share together, never one of them. Mirrors
 * nl.sluis.envelope.Opener.
 */
import { EnvelopeError, concat, equal, fieldsOf, lengthPrefixed, meetingOf, utf8 } from './envelope.js';

const secretBytes = 32;
const idBytes = 16;
const keyBytes = 32;
const exportable = false;

/** What proves to the gateway that this page has the link, and says nothing of the link secret itself. */
export async function accessOf(linkSecret) {
  requireLength(linkSecret, secretBytes);
  return hkdf(linkSecret, utf8('sluis/1 access'), keyBytes);
}

/**
 * Gives the meeting as the text that was sealed, and the acknowledgement that only a holder of link secret and share
 * can compute. Both come after the tag was verified, so that nobody acknowledges what did not open.
 *
 * @throws EnvelopeError whatever is wrong
 */
export async function open(envelope, linkSecret, share, id) {
  requireLength(linkSecret, secretBytes);
  requireLength(share, secretBytes);
  requireLength(id, idBytes);
  const { nonce, commitment, ciphertext } = fieldsOf(envelope);
  const bytes = await hkdf(
    concat(lengthPrefixed(linkSecret), lengthPrefixed(share)),
    concat(utf8('sluis/1 content'), lengthPrefixed(id)),
    3 * keyBytes,
  );
  const key = bytes.slice(0, keyBytes);
  const ack = bytes.slice(2 * keyBytes);
  try {
    // AES-GCM alone can open one ciphertext with two keys; the commitment names the one key it was sealed with.
    if (!equal(commitment, bytes.subarray(keyBytes, 2 * keyBytes))) {
      throw new EnvelopeError();
    }
    const plaintext = await openGcm(key, nonce, ciphertext, concat(utf8('sluis/1 envelope'), lengthPrefixed(id)));
    return { meeting: meetingOf(plaintext), ack };
  } finally {
    bytes.fill(0);
    key.fill(0);
  }
}

/** RFC 5869 with SHA-256. The format's salt is empty: what goes in is uniform already. */
export async function hkdf(secret, info, length, salt = new Uint8Array()) {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', exportable, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8);
  return new Uint8Array(bits);
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

function requireLength(bytes, length) {
  if (bytes.length !== length) {
    throw new EnvelopeError();
  }
}
