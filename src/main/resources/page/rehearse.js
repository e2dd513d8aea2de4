/** Before anything is spent: can this browser do all that an invitation needs? It tries with one of its own making. */
import { calendarOf } from './calendar.js';
import { contentKeys } from './content-keys.js';
import { concat, decode, encode, lengthPrefixed, utf8 } from './envelope.js';
import { readMeeting, showMeeting } from './meeting.js';
import { open } from './open.js';
import { byId } from './show.js';

const meeting = {
  title: 'é', start: '2027-01-12T10:00:00+01:00', end: '2027-01-12T11:00:00+01:00', timeZone: 'UTC',
  organizer: { name: 'é', email: 'a@b.example' }, joinUrl: 'https://b.example/', description: 'é'.repeat(80),
};

/** @throws whatever this browser throws where it lacks something */
export async function rehearse() {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const id = secret.slice(16);
  const { key, commitment, associatedData } = await contentKeys(secret, secret, id);
  const nonce = secret.slice(20);
  const plaintext = new Uint8Array(1024);
  plaintext.set(lengthPrefixed(utf8(JSON.stringify(meeting))));
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: associatedData }, imported, plaintext);
  const envelope = concat(Uint8Array.of(1), nonce, commitment, new Uint8Array(ciphertext));
  const opened = await open(decode(encode(envelope)), secret, secret, id);
  const read = readMeeting(opened.meeting);
  showMeeting(read);
  if (read.title !== meeting.title || !calendarOf(read, {}, new Date())) {
    throw new Error();
  }
  for (const id of ['meeting', 'meeting-title', 'meeting-when', 'meeting-when-zone']) {
    byId(id).textContent = '';
  }
  history.replaceState(history.state, '');
}
