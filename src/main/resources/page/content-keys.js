/**
 * What link secret, share and id give together, by HKDF of WebCrypto. Opener and sealer derive the same. Mirrors
 * nl.sluis.envelope.ContentKeys.
 */
import { EnvelopeError, concat, lengthPrefixed, utf8 } from './envelope.js';

const secretBytes = 32;
const idBytes = 16;
const keyBytes = 32;
const exportable = false;

/** What proves to the gateway that somebody has the link, and says nothing of the link secret itself. */
export async function accessOf(linkSecret) {
  requireLength(linkSecret, secretBytes);
  return hkdf(linkSecret, utf8('sluis/1 access'), keyBytes);
}

/**
 * The key, the commitment to it, the value that only an opener can send back, and what is bound to the ciphertext. The
 * caller wipes the first three.
 *
 * @throws EnvelopeError if a length is another than the format's
 */
export async function contentKeys(linkSecret, share, id) {
  requireLength(linkSecret, secretBytes);
  requireLength(share, secretBytes);
  requireLength(id, idBytes);
  const secrets = concat(lengthPrefixed(linkSecret), lengthPrefixed(share));
  const bytes = await hkdf(secrets, concat(utf8('sluis/1 content'), lengthPrefixed(id)), 3 * keyBytes);
  secrets.fill(0);
  return {
    key: bytes.subarray(0, keyBytes),
    commitment: bytes.subarray(keyBytes, 2 * keyBytes),
    ack: bytes.subarray(2 * keyBytes),
    associatedData: concat(utf8('sluis/1 envelope'), lengthPrefixed(id)),
  };
}

/** RFC 5869 with SHA-256. The format's salt is empty: what goes in is uniform already. */
export async function hkdf(secret, info, length, salt = new Uint8Array()) {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', exportable, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8);
  return new Uint8Array(bits);
}

function requireLength(bytes, length) {
  if (bytes.length !== length) {
    throw new EnvelopeError();
  }
}
