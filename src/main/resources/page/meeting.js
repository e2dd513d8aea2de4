/**
 * Shows an opened meeting, field by field. All of it is text of strangers: it becomes text and, if a web address, a
 * link; never markup.
 */
import { instantOf, webAddress } from './calendar.js';
import { dateLocale, say, word } from './words.js';
import { byId } from './show.js';

/** Fills every row the meeting has something for, in the language spoken now. Fields we do not know are ignored. */
export function showMeeting(meeting) {
  byId('meeting-title').textContent = meeting.title || word('meeting.title');
  const start = instantOf(meeting.start);
  const end = instantOf(meeting.end);
  const zone = knownZone(meeting.timeZone);
  const posted = [meeting.start, meeting.end].filter(Boolean).join(' – ');
  const when = start && end && zone ? period(start, end, zone) : posted;
  const here = start && end ? period(start, end, undefined) : '';
  row('meeting-when', when);
  // Compared as shown: two zones with the same clock need not be told apart.
  row('meeting-here', here === when ? '' : here);
  row('meeting-zone', zone && start ? `${zoneName(start, zone)} (${zone})` : meeting.timeZone);
  row('meeting-organizer', [meeting.organizer?.name, meeting.organizer?.email].filter(Boolean).join('\n'));
  link('meeting-join', meeting.joinUrl, 'meeting.join');
  link('meeting-web-client', meeting.webClientUrl, 'meeting.web-client');
  row('meeting-id', meeting.meetingId);
  row('meeting-passcode', meeting.passcode);
  row('meeting-location', meeting.location);
  row('meeting-description', meeting.description);
  row('meeting-uid', meeting.uid);
  byId('save-calendar').hidden = !(start && end);
  say(byId('save-hint'), start && end ? 'meeting.save.hint' : 'meeting.no-calendar');
}

function row(id, text) {
  const cell = byId(id);
  cell.textContent = text ?? '';
  cell.parentElement.hidden = !text;
}

/** The address is shown too, and whole: a visitor sees where the button leads. */
function link(id, posted, key) {
  row(id, posted);
  const address = webAddress(posted);
  if (address) {
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.target = '_blank';
    anchor.rel = 'noopener noreferrer';
    anchor.textContent = word(key);
    const shown = document.createElement('span');
    shown.textContent = posted;
    byId(id).replaceChildren(anchor, shown);
  }
}

/** Day and times on two lines; a meeting over midnight as one range with both days. */
function period(start, end, timeZone) {
  const format = (style) => new Intl.DateTimeFormat(dateLocale(), { ...style, timeZone });
  const day = format({ dateStyle: 'full' });
  if (day.format(start) !== day.format(end)) {
    return format({ dateStyle: 'full', timeStyle: 'short' }).formatRange(start, end);
  }
  return day.format(start) + '\n' + format({ timeStyle: 'short' }).formatRange(start, end);
}

function zoneName(instant, timeZone) {
  return new Intl.DateTimeFormat(dateLocale(), { timeZone, timeZoneName: 'long' })
    .formatToParts(instant).find((part) => part.type === 'timeZoneName').value;
}

function knownZone(timeZone) {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return null;
  }
}
