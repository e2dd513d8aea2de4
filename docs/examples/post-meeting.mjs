// Posts a meeting for one invitee, and looks where the invitation stands. Needs Node 20 and nothing else:
//
//   SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=… \
//     node docs/examples/post-meeting.mjs "Invitee One" invitee@example.net +31612345678
import { Gateway, NoAnswerError, ProblemError } from '../../src/main/resources/page/client.js';

const gateway = new Gateway(process.env.SLUIS_URL, process.env.SLUIS_CLIENT_KEY);
const [name, email, phone] = process.argv.slice(2);
const timeZone = 'Europe/Amsterdam';
const inAWeek = new Date(Date.now() + 7 * 86_400_000);
const day = inAWeek.toISOString().slice(0, 10);
// Of that morning: clocks may change in the night before.
const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(`${day}T09:15:00Z`))
  .find((part) => part.type === 'timeZoneName').value.slice('GMT'.length);
const meeting = {
  title: 'Selectiegesprek',
  start: `${day}T10:15:00${offset}`,
  end: `${day}T11:15:00${offset}`,
  timeZone,
  organizer: { name: 'Selection desk', email: 'selection@example.org' },
  joinUrl: 'https://zoom.us/j/98765432101',
  webClientUrl: 'https://app.zoom.us/wc/join/98765432101',
  meetingId: '987 6543 2101',
  passcode: '482913',
};
try {
  const posted = await gateway.post({ meeting, invitees: [{ ref: 'candidate-17', name, email, phone, locale: 'nl' }] });
  for (const { rule, detail } of posted.warnings ?? []) {
    console.error(`warning ${rule}: ${detail}`);
  }
  const found = await gateway.find(posted.invitations[0].id);
  console.log(posted.meeting, found.id, found.reference, found.state);
} catch (error) {
  if (!(error instanceof ProblemError || error instanceof NoAnswerError)) {
    throw error;
  }
  console.error(error.message);
  process.exit(1);
}
