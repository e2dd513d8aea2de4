/** Shows an opened meeting. All of it is text of strangers: it becomes text and, if a web address, a link; no markup. */
import { instantOf, webAddress, withoutControls } from './calendar.js';
import { byId, dateFormat, onPress, tell } from './show.js';
import { word } from './words.js';

/**
 * A row for all that the meeting has something for, in the language spoken now. Fields we do not know are ignored.
 *
 * @returns {boolean} whether a calendar understands its times
 */
export function showMeeting(meeting) {
  byId('meeting-title').textContent = withoutControls(meeting.title || word('meeting.title'));
  byId('meeting').replaceChildren();
  const start = instantOf(meeting.start);
  const end = instantOf(meeting.end);
  const zone = knownZone(meeting.timeZone);
  const posted = [meeting.start, meeting.end].filter(Boolean).join(' – ');
  const when = start && end && zone ? period(start, end, zone) : posted;
  const here = start && end ? period(start, end) : '';
  byId('meeting-when').textContent = when;
  // Compared as shown: two zones with the same clock need not be told apart.
  row('here', 'meeting.here', here === when ? '' : here);
  row('zone', 'meeting.zone', zone && start ? `${zoneName(start, zone)} (${zone})` : meeting.timeZone);
  row('join', 'meeting.link', meeting.joinUrl, 'meeting.join');
  row('web-client', 'meeting.link', meeting.webClientUrl, 'meeting.web-client');
  row('id', 'meeting.id', meeting.meetingId, 'meeting.id');
  row('passcode', 'meeting.passcode', meeting.passcode, 'meeting.passcode');
  row('location', 'meeting.location', meeting.location);
  row('organizer', 'meeting.organizer', [meeting.organizer?.name, meeting.organizer?.email].filter(Boolean).join('\n'));
  row('description', 'meeting.description', meeting.description);
  row('uid', 'meeting.uid', meeting.uid);
  return Boolean(start && end);
}

/** The title and every row, as lines. */
export function copyMeeting() {
  const rows = [...byId('meeting').children].map((whole) =>
    whole.querySelector('dt').textContent + ': ' + whole.querySelector('span').textContent);
  const lines = [byId('meeting-title').textContent, byId('meeting-when').textContent, ...rows];
  copy(lines.join('\n'), byId('meeting'), 'meeting.title');
}

/** @param useKey what its buttons are for: one to copy, and one to go there where the text is an address */
function row(name, key, text, useKey) {
  if (!text) {
    return;
  }
  const shown = element('span', text);
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
    onPress(button.id, () => copy(text, shown, useKey));
  }
}

async function copy(text, shown, key) {
  try {
    await navigator.clipboard.writeText(text);
    tell('copied', { what: () => word(key) });
  } catch {
    // No clipboard in this browser, or no permission: what is selected can still be copied.
    getSelection().selectAllChildren(shown);
    tell('selected');
  }
}

function element(name, textContent = '') {
  return Object.assign(document.createElement(name), { textContent: withoutControls(textContent) });
}

/** Day and times on two lines; a meeting over midnight as one range with both days. */
function period(start, end, timeZone) {
  const day = dateFormat({ dateStyle: 'full', timeZone });
  if (day.format(start) !== day.format(end)) {
    return dateFormat({ dateStyle: 'full', timeStyle: 'short', timeZone }).formatRange(start, end);
  }
  return day.format(start) + '\n' + dateFormat({ timeStyle: 'short', timeZone }).formatRange(start, end);
}

function zoneName(instant, timeZone) {
  return dateFormat({ timeZone, timeZoneName: 'long' })
    .formatToParts(instant).find((part) => part.type === 'timeZoneName').value;
}

function knownZone(timeZone) {
  try {
    dateFormat({ timeZone });
    return timeZone;
  } catch {
    return null;
  }
}
