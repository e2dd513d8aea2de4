/**
 * The client of "sealed by sender" for Node 20 and later, and for browsers: seals a meeting before it leaves the
 * scheduling system. The page does not load it. There is nothing to choose: id, secrets and nonce are drawn here.
 *
 *   const meeting = checked({ title, start, end, timeZone, organizer: { name, email }, ... });
 *   for (const invitee of invitees) {
 *     const { uid, sequence, expiresAt, sealed, link } = await seal(publicUrl, meeting);
 *     // post sealed to the gateway; send link by your own mail
 *   }
 *
 * docs/sealed-by-sender.md says what this protects from and what not.
 */
import { encode, utf8 } from './envelope.js';
import { originOf } from './public-url.js';
import { checked, expiryOf, warningsOf } from './rules.js';
import { sealWithGivenRandomness } from './sealer.js';

export { WrongMeetingError, checked, warningsOf } from './rules.js';

/**
 * Seals a meeting for one invitee. Every invitee gets a sealing of an own, of one checked meeting, so that all have the
 * same uid.
 *
 * @param publicUrl where invitees come in: the gateway's own publicUrl
 * @param meeting   what checked gave, or what it takes
 * @returns uid, sequence (0 where there is none) and expiresAt to post beside; sealed to post as it is; link for the
 *     mail, which the gateway must not get; warnings of rules that the meeting breaks, each rule and detail
 * @throws WrongMeetingError naming every wrong field
 */
export async function seal(publicUrl, meeting) {
  const origin = originOf(publicUrl);
  const whole = checked(meeting);
  const random = { id: draw(16), linkSecret: draw(32), share: draw(32), nonce: draw(12) };
  const plaintext = utf8(JSON.stringify(whole));
  try {
    const sealed = await sealWithGivenRandomness(plaintext, random);
    const link = `${origin}/i#${encode(random.linkSecret)}`;
    return { uid: whole.uid, sequence: whole.sequence ?? 0, expiresAt: expiryOf(whole), sealed, link, warnings: warningsOf(whole) };
  } finally {
    [plaintext, random.linkSecret, random.share].forEach((secret) => secret.fill(0));
  }
}

function draw(bytes) {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
