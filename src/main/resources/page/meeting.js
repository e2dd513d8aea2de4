/** Shows an opened meeting. All of it is text of strangers: it becomes text and, if a web address, a link; no markup. */
import { instantOf, webAddress, withoutControls } from './calendar.js';
import { attempt, byId, dateFormat, onPress, tell, zoneName } from './show.js';
import { word } from './words.js';

const texts = [
  'uid', 'title', 'start', 'end', 'timeZone', 'joinUrl', 'webClientUrl', 'meetingId', 'passcode', 'location', 'description',
];

/** What was sealed, each field as text; others are ignored. A sender may seal anything: what is no meeting is kept whole. */
export function readMeeting(sealed) {
  return attempt(() => {
    const posted = JSON.parse(sealed);
    const { name, email } = posted.organizer ?? {};
    const organizer = name || email ? { name: asText(name), email: asText(email) } : { name: asText(posted.organizer) };
    const meeting = Object.fromEntries(texts.map((field) => [field, asText(posted[field])]));
    const sequence = sequenceOf(posted);
    return Object.values(meeting).some(Boolean) && !Array.isArray(posted) ? { ...meeting, organizer, sequence } : null;
  }) ?? { description: sealed };
}

/**
 * When it is by the visitor's own clock, then a row for all that the meeting has something for, in the language spoken now. What
 * this browser cannot format is shown as it was posted.
 *
 * @param meeting as readMeeting gives it
 * @returns {boolean} whether a calendar understands its times
 */
export function showMeeting(meeting) {
  byId('meeting-title').textContent = withoutControls(meeting.title || word('meeting.title'));
  byId('meeting').textContent = '';
  const start = instantOf(meeting.start);
  const end = instantOf(meeting.end);
  const zone = meeting.timeZone;
  const timed = Boolean(start && end);
  const posted = [meeting.start, meeting.end].filter(Boolean).join(' – ');
  const here = attempt(() => timed && period(start, end));
  const there = attempt(() => timed && zone && period(start, end, zone)) || posted;
  // Compared as shown: two zones with the same clock need not be told apart.
  const apart = here && here !== there;
  byId('meeting-when').textContent = here || there;
  byId('meeting-when-zone').textContent = apart ? zoneLine(start, ownZone()) : '';
  row('there', 'meeting.there', apart && zone && there + '\n' + zoneLine(start, zone));
  row('zone', 'meeting.zone', !here && (start ? zoneLine(start, zone) : zone));
  row('join', 'meeting.link', meeting.joinUrl, 'meeting.join');
  row('web-client', 'meeting.link', meeting.webClientUrl, 'meeting.web-client');
  row('id', 'meeting.id', meeting.meetingId, 'meeting.id');
  row('passcode', 'meeting.passcode', meeting.passcode, 'meeting.passcode');
  row('location', 'meeting.location', meeting.location);
  row('organizer', 'meeting.organizer', [meeting.organizer?.name, meeting.organizer?.email].filter(Boolean).join('\n'));
  row('description', 'meeting.description', meeting.description);
  return timed;
}

/** The title and every row, as lines. @returns whether they are on the clipboard */
export function copyMeeting() {
  const rows = [...byId('meeting').children].map((whole) =>
    whole.querySelector('dt').textContent + ': ' + whole.querySelector('span').textContent);
  const lines = ['meeting-title', 'meeting-when', 'meeting-when-zone'].map((id) => byId(id).textContent);
  return copy([...lines, ...rows].filter(Boolean).join('\n').replaceAll('\u00a0', ' '), byId('meeting'));
}

/** @param useKey what its buttons are for: one to copy, and one to go there where the text is an address */
function row(name, key, text, useKey) {
  if (!text) {
    return;
  }
  const shown = Object.assign(element('span', text), { dir: 'auto' });
  const cell = element('dd');
  cell.id = 'meeting-' + name;
  const address = useKey && webAddress(text);
  if (address) {
    cell.append(Object.assign(element('a', word(useKey)), { href: address, target: '_blank', rel: 'noreferrer' }));
  }
  // The address is shown too, and whole: a visitor sees where the button leads.
  cell.append(shown);
  const whole = element('div');
  whole.append(element('dt', word(key)), cell);
  byId('meeting').append(whole);
  if (useKey) {
    const button = Object.assign(element('button', word('copy')), { id: 'copy-' + name });
    button.setAttribute('aria-label', `${word('copy')}: ${word(useKey)}`);
    whole.appendChild(element('dd')).append(button);
    onPress(button.id, async () => await copy(text, shown) && tell('copied', { what: () => word(useKey) }));
  }
}

async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard in this browser, or no permission: what is selected can still be copied.
    getSelection().selectAllChildren(shown);
    tell('selected');
    return false;
  }
}

function element(name, textContent = '') {
  return Object.assign(document.createElement(name), { textContent: withoutControls(textContent) });
}

/** An INTEGER (RFC 5545 §3.3.8). Of what is none, the first. */
function sequenceOf({ sequence }) {
  return Number.isInteger(sequence) && sequence > 0 && sequence < 2 ** 31 ? sequence : 0;
}

function asText(value) {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '').replace(/^""$/, '');
}

/** Day and times on two lines; a meeting over midnight as one range with both days. */
function period(start, end, timeZone) {
  const day = dateFormat({ dateStyle: 'full', timeZone });
  // On a narrow phone the line breaks before the date, not within it.
  const dayOf = (instant) => day.format(instant).replace(/\d.*\d/, (date) => date.replaceAll(' ', '\u00a0'));
  // In the night when clocks go back, a time alone names two moments: then the zone of each is said.
  const twice = comesTwice(start, timeZone) || comesTwice(end, timeZone);
  const timeStyle = twice ? 'long' : 'short';
  if (day.format(start) !== day.format(end)) {
    return range(dateFormat({ dateStyle: 'full', timeStyle, timeZone }), start, end, twice);
  }
  return dayOf(start) + '\n' + range(dateFormat({ timeStyle, timeZone }), start, end, twice);
}

function comesTwice(instant, timeZone) {
  const clock = dateFormat({ dateStyle: 'short', timeStyle: 'short', timeZone });
  return [-3_600_000, 3_600_000].some((hour) => clock.format(new Date(+instant + hour)) === clock.format(instant));
}

/** formatRange came later than the rest, and takes two moments with the same time for one. */
function range(format, start, end, twice) {
  return format.formatRange && !twice ? format.formatRange(start, end) : format.format(start) + ' – ' + format.format(end);
}

function zoneLine(instant, zone) {
  return attempt(() => zone && `${zoneName(instant, 'long', zone)} (${zone})`) ?? zone;
}

function ownZone() {
  return attempt(() => dateFormat({}).resolvedOptions().timeZone) ?? '';
}
