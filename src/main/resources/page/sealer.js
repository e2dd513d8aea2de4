/**
 * Seals with given randomness: for seal.js, which draws it, and for the vectors. Whoever seals twice with the same
 * values gives both meetings away, so no package exports this. Mirrors nl.sluis.envelope.Sealer.
 */
import { accessOf, contentKeys } from './content-keys.js';
import { concat, encode, lengthPrefixed } from './envelope.js';

const version = 1;
const blockBytes = 1024;
const maxMeetingBytes = 66_560;
const exportable = false;

/** @returns id, share, envelope and the hashes of access and ack, all base64url: what the gateway gets */
export async function sealWithGivenRandomness(meeting, { id, linkSecret, share, nonce }) {
  if (meeting.length < 1 || meeting.length > maxMeetingBytes) {
    throw new RangeError(`a meeting has 1 to ${maxMeetingBytes} bytes`);
  }
  const keys = await contentKeys(linkSecret, share, id);
  const access = await accessOf(linkSecret);
  const padded = pad(meeting);
  try {
    const ciphertext = await sealGcm(keys.key, nonce, padded, keys.associatedData);
    return {
      id: encode(id),
      share: encode(share),
      envelope: encode(concat([version], nonce, keys.commitment, ciphertext)),
      accessHash: encode(await sha256(access)),
      ackHash: encode(await sha256(keys.ack)),
    };
  } finally {
    [keys.key, keys.commitment, keys.ack, access, padded].forEach((secret) => secret.fill(0));
  }
}

/** LP(meeting), then as few zeros as fill the last block. */
function pad(meeting) {
  const prefixed = lengthPrefixed(meeting);
  const padded = new Uint8Array(Math.ceil(prefixed.length / blockBytes) * blockBytes);
  padded.set(prefixed);
  prefixed.fill(0);
  return padded;
}

async function sealGcm(key, nonce, plaintext, associatedData) {
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', exportable, ['encrypt']);
  const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: associatedData, tagLength: 128 };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, imported, plaintext));
}

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
