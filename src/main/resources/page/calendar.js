/** The meeting as an iCalendar file (RFC 5545), made in the browser after opening: none travels by mail. */
import { encode, utf8 } from './envelope.js';

const lineBytes = 75;

/** @param labels of the meeting's fields that the description lists */
export function calendarOf(meeting, labels, now) {
  const join = webAddress(meeting.joinUrl);
  const organizer = organizerLine(meeting.organizer);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sluis//Invitation 1//EN',
    // What is published has an organizer (RFC 5546 §3.2.1). Without one, this is an entry and nothing else.
    organizer && 'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    'UID:' + text(meeting.uid || encode(crypto.getRandomValues(new Uint8Array(16)))),
    'SEQUENCE:' + (meeting.sequence ?? 0),
    'DTSTAMP:' + utc(now),
    'DTSTART:' + utc(instantOf(meeting.start)),
    'DTEND:' + utc(instantOf(meeting.end)),
    'SUMMARY:' + text(meeting.title ?? ''),
    organizer,
    optionalLine('LOCATION', meeting.location || join),
    optionalLine('DESCRIPTION', describe(meeting, labels)),
    join && 'URL:' + join,
    'CLASS:CONFIDENTIAL',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER;RELATED=START:-PT15M',
    'DESCRIPTION:' + text(meeting.title ?? ''),
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.filter(Boolean).map((line) => fold(line) + '\r\n').join('');
}

/** The meeting as an entry that others may see. A uid of its own: the posted one may tell what the meeting is. */
export function discreet({ start, end }, title, description) {
  return { start, end, title, description };
}

/**
 * The moment a text names, or null. Without an offset it names none: it would be read in the visitor's own zone. Nor does a
 * day that is none, which some browsers take for another, or a year that a calendar cannot write.
 */
export function instantOf(posted) {
  const [, day] = /^(\d{4}-\d\d-\d\d)T.*(Z|[+-]\d\d:?\d\d)$/i.exec(posted) ?? [];
  const instant = new Date(day ? posted : NaN);
  const year = instant.getUTCFullYear();
  return year > 0 && year < 10_000 && new Date(day).getUTCDate() === Number(day.slice(8)) ? instant : null;
}

/** The address if it is one of the web, else null: a posted javascript: or data: address becomes no link anywhere. */
export function webAddress(posted) {
  try {
    const url = new URL(posted);
    return ['https:', 'http:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function describe(meeting, labels) {
  const facts = Object.entries(labels).map(([name, label]) => meeting[name] && label + ': ' + meeting[name]);
  return [facts.filter(Boolean).join('\n'), meeting.description].filter(Boolean).join('\n\n');
}

function organizerLine(organizer) {
  if (!organizer?.email) {
    return null;
  }
  // A quoted parameter cannot hold a double quote (RFC 5545 §3.2), and no escape is read by all calendars.
  const name = withoutControls(organizer.name ?? '').replaceAll('"', "'").replaceAll('\n', ' ');
  // Of a mailto: address (RFC 6068 §2) what encodeURI takes for the parts of an address, and an @ that is quoted.
  const address = encodeURI(withoutControls(organizer.email).replaceAll('\n', ''))
    .replace(/[#?&;=/]|@(?=.*@)/g, encodeURIComponent);
  return `ORGANIZER;CN="${name}":mailto:${address}`;
}

function optionalLine(name, value) {
  return value ? name + ':' + text(value) : null;
}

/** TEXT (RFC 5545 §3.3.11). */
function text(value) {
  return withoutControls(value)
    .replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll('\n', '\\n');
}

/**
 * Every way to end a line as \n, and no other control character but the tab; nothing that turns the direction of what stands beside it, as
 * nl.sluis.rules.Invisible has it for mails; half a surrogate pair is no character.
 */
export function withoutControls(value) {
  return String(value)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]/g, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}

function utc(instant) {
  return instant.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Folds (RFC 5545 §3.1) between characters: a calendar that unfolds after decoding would break a split one. */
function fold(line) {
  // With the blank before them, 73 characters of ASCII fit one line, and 18 of any kind, at four octets each.
  return utf8(line).length > lineBytes ? line.replace(/(?:[ -~]{73}|.{18})(?=.)/gsu, '$&\r\n ') : line;
}
