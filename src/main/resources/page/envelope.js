/**
 * Bytes to fields and back: the format of the envelope, version 1, as the Java side has it in nl.sluis.envelope. No
 * key, no clock, no page. What is malformed in any way is refused with the one same error, so that nobody learns from a
 * refusal how far he came.
 */

export class EnvelopeError extends Error {
  constructor() {
    super('this does not open');
    this.name = 'EnvelopeError';
  }
}

const version = 1;
const versionBytes = 1;
const nonceBytes = 12;
const commitmentBytes = 32;
const tagBytes = 16;
const headerBytes = versionBytes + nonceBytes + commitmentBytes;
const lengthBytes = 4;
const blockBytes = 1024;

/** Bytes as base64url without padding (RFC 4648 §5). */
export function encode(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Base64url read strictly: one spelling per value, so no padding, no other alphabet, unused bits zero. */
export function decode(text) {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) {
    throw new EnvelopeError();
  }
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  // atob drops unused bits without a word; they show when the bytes are written again.
  if (encode(bytes) !== text) {
    throw new EnvelopeError();
  }
  return bytes;
}

export function utf8(text) {
  return new TextEncoder().encode(text);
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** LP(x): the length of x as 4 bytes big endian, then x. */
export function lengthPrefixed(bytes) {
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concat(length, bytes);
}

/** Whether two arrays are equal, in a time that depends on their lengths only. */
export function equal(a, b) {
  let difference = a.length ^ b.length;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    difference |= a[i] ^ b[i];
  }
  return difference === 0;
}

/** Version, nonce, commitment, then ciphertext with its tag. */
export function fieldsOf(envelope) {
  if (envelope.length < headerBytes + tagBytes || envelope[0] !== version) {
    throw new EnvelopeError();
  }
  return {
    nonce: envelope.subarray(versionBytes, versionBytes + nonceBytes),
    commitment: envelope.subarray(versionBytes + nonceBytes, headerBytes),
    ciphertext: envelope.subarray(headerBytes),
  };
}

/** LP(meeting) and zeros up to the next block: gives the meeting's text. */
export function meetingOf(plaintext) {
  if (plaintext.length === 0 || plaintext.length % blockBytes !== 0) {
    throw new EnvelopeError();
  }
  const length = new DataView(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength).getUint32(0);
  const padding = plaintext.length - lengthBytes - length;
  if (length === 0 || padding < 0 || padding >= blockBytes || plaintext.subarray(lengthBytes + length).some(Boolean)) {
    throw new EnvelopeError();
  }
  try {
    // ignoreBOM keeps a byte order mark: the text is exactly what was posted.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(plaintext.subarray(lengthBytes, lengthBytes + length));
  } catch {
    throw new EnvelopeError();
  }
}
