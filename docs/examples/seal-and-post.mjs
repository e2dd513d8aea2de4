// Seals a meeting here, posts it, and prints the link of each invitee, for your own mail. Needs Node 20 and nothing else:
//
//   SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=… \
//     node docs/examples/seal-and-post.mjs "Invitee One" invitee@example.net +31612345678
import { checked, seal } from '../../src/main/resources/page/seal.js';

const { SLUIS_URL: url, SLUIS_CLIENT_KEY: clientKey } = process.env;
const timeZone = 'Europe/Amsterdam';
const inAWeek = new Date(Date.now() + 7 * 86_400_000);
const day = inAWeek.toISOString().slice(0, 10);
const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(inAWeek)
  .find((part) => part.type === 'timeZoneName').value.slice('GMT'.length);
const meeting = checked({
  title: 'Selectiegesprek Zuidertrekvogel',
  start: `${day}T10:15:00${offset}`,
  end: `${day}T11:15:00${offset}`,
  timeZone,
  organizer: { name: 'Selection desk', email: 'selection@example.org' },
  joinUrl: 'https://zoom.us/j/731958264?pwd=Wierdijkpas',
  webClientUrl: 'https://zoom.us/wc/join/731958264',
  meetingId: '731 958 264',
  passcode: 'pw-583920',
  location: 'Kamer Noorderhoofd',
  description: 'Neem je portfolio Beemsterling mee;\nwe beginnen op tijd.',
});

const people = process.argv.slice(2);
const invitees = [];
const links = [];
let expires;
for (let i = 0; i + 2 < people.length; i += 3) {
  const [name, email, phone] = people.slice(i, i + 3);
  const { sealed, link, expiresAt } = await seal(url, meeting);
  invitees.push({ name, email, phone, locale: 'nl', sealed });
  links.push(`${email} ${link}`);
  expires = expiresAt;
}
const answer = await fetch(url + '/v1/invitations', {
  method: 'POST',
  headers: { 'Authorization': 'Bearer ' + clientKey, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    uid: meeting.uid, organizer: meeting.organizer, expiresAt: expires, delivery: 'sender', invitees,
  }),
  signal: AbortSignal.timeout(30_000),
});
if (answer.status !== 201) {
  console.error(answer.status, await answer.text());
  process.exit(1);
}
// Now, and not before: a link that was mailed and not posted leads nowhere.
links.forEach((line) => console.log(line));
