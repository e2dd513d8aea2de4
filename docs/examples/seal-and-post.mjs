// Seals a meeting here, posts it, and prints the link of each invitee, for your own mail. Needs Node 20 and nothing else:
//
//   SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=… \
//     node docs/examples/seal-and-post.mjs "Invitee One" invitee@example.net +31612345678
import { Gateway, NoAnswerError, ProblemError, checked, seal } from '../../src/main/resources/page/client.js';

const { SLUIS_URL: url, SLUIS_CLIENT_KEY: clientKey } = process.env;
const gateway = new Gateway(url, clientKey);
const timeZone = 'Europe/Amsterdam';
const inAWeek = new Date(Date.now() + 7 * 86_400_000);
const day = inAWeek.toISOString().slice(0, 10);
// Of that morning: clocks may change in the night before.
const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(`${day}T09:15:00Z`))
  .find((part) => part.type === 'timeZoneName').value.slice('GMT'.length);
const meeting = checked({
  title: 'Selectiegesprek Zuidertrekvogel',
  start: `${day}T10:15:00${offset}`,
  end: `${day}T11:15:00${offset}`,
  timeZone,
  organizer: { name: 'Selection desk', email: 'selection@example.org' },
  joinUrl: 'https://zoom.us/j/731958264',
  webClientUrl: 'https://zoom.us/wc/join/731958264',
  meetingId: '731 958 264',
  passcode: 'pw-583920',
  location: 'Kamer Noorderhoofd',
  description: 'Neem je portfolio Beemsterling mee;\nwe beginnen op tijd.',
});

const people = process.argv.slice(2);
const invitees = [];
const links = new Map();
let expiresAt;
for (let i = 0; i + 2 < people.length; i += 3) {
  const [name, email, phone] = people.slice(i, i + 3);
  const sealing = await seal(url, meeting);
  invitees.push({ name, email, phone, locale: 'nl', sealed: sealing.sealed });
  links.set(sealing.sealed.id, `${email} ${sealing.link}`);
  ({ expiresAt } = sealing);
}
try {
  const { uid, organizer } = meeting;
  const posted = await gateway.post({ uid, organizer, expiresAt, delivery: 'sender', invitees });
  // Now, and not before: a link that was mailed and is not stored leads nowhere.
  posted.invitations.filter(({ id }) => links.has(id)).forEach(({ id }) => console.log(links.get(id)));
} catch (error) {
  if (!(error instanceof ProblemError || error instanceof NoAnswerError)) {
    throw error;
  }
  console.error(error.message);
  process.exit(1);
}
