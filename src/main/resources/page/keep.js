/**
 * An opened meeting until its visitor has it. No press proves that a file arrived: only the visitor can say so, or a copy
 * that succeeded. Till then the gateway is told nothing, and the ticket brings the meeting back for ten minutes.
 */
import { calendarOf, discreet } from './calendar.js';
import { acknowledge } from './gateway.js';
import { calendarPage, keepTicket, putAway } from './link.js';
import { copyMeeting, showMeeting } from './meeting.js';
import { attempt, byId, disable, onPress, sayMinutes, tell } from './show.js';
import { say, word } from './words.js';

const saidOf = ['saved', 'saved-discreet'];
let held;

Object.entries({
  'save-calendar': () => save(held.meeting, 'saved'),
  'share-calendar': share,
  // What this leaves out is nowhere else.
  'save-discreet': () => save(discreetly(held.meeting), 'saved-discreet'),
  'copy-all': async () => await copyMeeting() && letGo('meeting.copied'),
  'have-all': () => letGo('meeting.gone'),
}).forEach(([button, action]) => onPress(button, action));
addEventListener('beforeunload', (event) => {
  if (held && !held.done) {
    event.preventDefault();
    // Older browsers go by this.
    event.returnValue = true;
  }
});
// A browser may keep the whole page for a step back.
addEventListener('pageshow', (event) => event.persisted && held?.done && location.reload());

/** @param ack what lets the gateway erase; until: when the ticket ends; status: of the gateway, which tells how many openings are left */
export function hold(meeting, ticket, ack, until, status) {
  held = { meeting, ticket, ack, until, status };
  showHeld();
  sayMinutes('meeting-kept', (until - Date.now()) / 1000, 'meeting.kept', 'meeting.over');
  keepHeld();
}

export function holds() {
  return Boolean(held);
}

/** In the language spoken now. */
export function showHeld() {
  const timed = showMeeting(held.meeting);
  byId('save-calendar').hidden = byId('save-discreet').hidden = byId('discreet-hint').hidden = !timed;
  byId('share-calendar').hidden = !timed || !canShare();
  say('save-hint', timed ? 'meeting.save.hint' : 'meeting.no-calendar');
}

/** Again after the same link was followed, which leaves this tab's history without the ticket. */
export function keepHeld() {
  // Some browsers refuse many changes in a row; what is shown stays.
  attempt(() => (held.done ? putAway(held.status.openings.left) : keepTicket(held.ticket, held.until, true)));
}

/** The meeting stays where it is until the page is closed; nothing brings it back. */
function letGo(key) {
  if (!held.done) {
    held.done = true;
    keepHeld();
    sayMinutes('meeting-kept', 0);
    disable('have-all', true);
    byId('done-hint').hidden = true;
    // Not awaited: what does not arrive is erased when the ten minutes are over.
    acknowledge(held.ticket, held.ack);
  }
  tell(key);
}

function calendarFile(meeting) {
  const labels = {
    joinUrl: word('meeting.join'), webClientUrl: word('meeting.web-client'),
    meetingId: word('meeting.id'), passcode: word('meeting.passcode'),
  };
  // A name that says nothing: downloads are listed where others may look.
  return new File([calendarOf(meeting, labels, new Date())], word('meeting.file'), { type: 'text/calendar;charset=utf-8' });
}

/** Calendars are copied to clouds, so its address has no secret: it leads to where the page says where to look. */
function discreetly(meeting) {
  const note = word('meeting.discreet.note', { address: location.origin + calendarPage });
  return discreet(meeting, word('meeting.discreet.title'), note);
}

function save(meeting, saidAt) {
  attempt(() => {
    const file = calendarFile(meeting);
    const anchor = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: file.name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  });
  tellOfFile(saidAt);
}

/** Some phones save no file, and give one to another application. */
function canShare() {
  return attempt(() => navigator.canShare({ files: [calendarFile(held.meeting)] }));
}

async function share() {
  try {
    await navigator.share({ files: [calendarFile(held.meeting)] });
  } catch {
    // Put off, or refused: what to do then is said in any case.
  }
  tellOfFile('saved');
}

/** Below the button that was pressed. Whether it arrived, no page can know. */
function tellOfFile(saidAt) {
  tell(null);
  saidOf.forEach((id) => say(id, id === saidAt ? 'meeting.saved' : null, { copy: () => word('copy.all') }));
  byId(saidAt).scrollIntoView({ block: 'nearest' });
}
