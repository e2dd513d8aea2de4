/**
 * What a meeting has to be: the gateway's rules in the gateway's words, because it cannot check what it cannot read,
 * and a meeting that the page cannot show is spent when that is found out. ClientRulesTest holds them against the
 * gateway's.
 */
import { utf8 } from './envelope.js';
import { invisible } from './invisible.js';
import { mail } from './mail.js';
import { broken, details } from './meeting-rules.js';
import { windowsZones } from './windows-zones.js';
import { zones } from './zones.js';

const maxBytes = 65_536;
const maxUrl = 2_000;
const maxSequence = 2_147_483_647;
const maxPort = 65_535;
const maxOffsetMinutes = 18 * 60;
const million = 1_000_000n;
const hour = 3_600_000n * million;
const day = 24n * hour;
const furthestEnd = 400n * day;

const momentPattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|([+-])(\d\d):(\d\d))$/;
// What an engine may lack, by what has the same offset; Coyhaique's neighbour is alike since the zone was made.
const sameZones = { 'America/Coyhaique': 'America/Punta_Arenas', Factory: 'UTC' };
const formats = new Map();
// What every browser follows as it is written: a link that it would mend first is another. As nl.sluis.rules.WebAddress.
const addressParts = /^https?:\/\/([^/?#]*)([/?#].*)?$/is;
const authorityParts = /^(.*?)(?::([0-9]*))?$/s;
const mended = /["\\<>]/;
const halfEscape = /%(?![0-9A-Fa-f]{2})/;
const hostName = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?$/;
const numberLast = /^(.*\.)?([0-9]+|0x[0-9a-f]*)\.?$/is;
const octet = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const ipv4 = new RegExp(`^${octet}(\\.${octet}){3}$`);
const ipv6 = /^\[[0-9A-Fa-f:]+\]$/;
const hextets = /^[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4})*$/;
const blank = new RegExp(`^[${invisible}]*$`, 'u');
const oneInvisible = new RegExp(`[${invisible}]`, 'u');
const control = /[\u0000-\u001f\u007f-\u009f]/;
const breaksLine = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

const meetingRules = {
  uid: { rule: line(255) },
  sequence: { number: wholeNumber(0, maxSequence) },
  title: { rule: line(300), required: true },
  start: { rule: moment, required: true },
  end: { rule: moment, required: true },
  timeZone: { rule: timeZone, required: true },
  organizer: {
    required: true,
    rules: { name: { rule: line(200), required: true }, email: { rule: mail, required: true }, locale: { rule: optionalLine(35) } },
  },
  joinUrl: { rule: url },
  webClientUrl: { rule: url },
  meetingId: { rule: optionalLine(100) },
  passcode: { rule: optionalLine(100) },
  location: { rule: text(1_000) },
  description: { rule: text(65_536) },
};

export class WrongMeetingError extends TypeError {
  /**
   * @param errors where (RFC 6901, from the meeting on, as /organizer/email) and what; not a word of the meeting's but names of unknown fields and
   *     the ASCII form of an international domain
   */
  constructor(errors) {
    super('the meeting is refused: ' + JSON.stringify(errors));
    this.name = 'WrongMeetingError';
    this.errors = errors;
  }
}

/** What was checked, with its warnings. */
const passed = new WeakMap();

/**
 * The meeting with a uid, its own or a random UUID, and without what is absent: to be sealed for each invitee.
 *
 * @param rules how a video meeting has to be set up, as the section rules of the gateway's configuration: { strict: true }
 *     refuses what breaks one; by default each warns
 * @throws WrongMeetingError naming every wrong field
 */
export function checked(meeting, rules = {}) {
  // Once is enough, and a uid that was drawn here does not count for the size; at the gateway neither.
  return passed.has(meeting) ? meeting : check(meeting, rules);
}

/** Which rules a checked meeting breaks: rule and detail of each, as the gateway's answer has them. */
export function warningsOf(meeting) {
  return passed.get(meeting) ?? [];
}

/** An hour after the end, rounded up to midnight UTC, so that it does not tell the time of the meeting. */
export function expiryOf(meeting) {
  const days = (instantOf(meeting.end) + hour + day - 1n) / day;
  return new Date(Number(days * day / million)).toISOString();
}

function check(meeting, rules) {
  const errors = {};
  const read = readObject(meeting, '', meetingRules, errors);
  checkEnd(read, errors);
  checkOffsets(read, errors);
  const breaches = Object.keys(errors).length === 0 ? broken(read, instantOf(read.end) - instantOf(read.start), rules) : [];
  breaches.filter(({ refused }) => refused).forEach(({ rule, field }) => {
    errors['/' + field] = [errors['/' + field], details[rule]].filter(Boolean).join('; ');
  });
  if (Object.keys(errors).length === 0 && utf8(JSON.stringify(read)).length > maxBytes) {
    errors[''] = `has more than ${maxBytes} bytes as compact JSON`;
  }
  if (Object.keys(errors).length > 0) {
    throw new WrongMeetingError(errors);
  }
  const whole = Object.freeze({ uid: crypto.randomUUID(), ...read, organizer: Object.freeze(read.organizer) });
  passed.set(whole, breaches.map(({ rule }) => ({ rule, detail: details[rule] })));
  return whole;
}

/** Gives the fields that are right, in the rules' order. Null is as good as absent; what has no rule is refused. */
function readObject(given, pointer, rules, errors) {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    errors[pointer] = 'must be an object';
    return {};
  }
  const read = {};
  for (const [name, { rule, number, rules: inner, required }] of Object.entries(rules)) {
    const value = given[name] ?? null;
    const at = `${pointer}/${name}`;
    if (value === null && required) {
      errors[at] = 'is required';
    } else if (value !== null && inner) {
      read[name] = readObject(value, at, inner, errors);
    } else if (value !== null) {
      const complaint = number ? number(value) : typeof value === 'string' ? rule(value) : 'must be a string';
      if (complaint) {
        errors[at] = complaint;
      } else {
        read[name] = value;
      }
    }
  }
  for (const name of Object.keys(given).filter((key) => !Object.hasOwn(rules, key))) {
    errors[`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`] = 'is not a known field';
  }
  return read;
}

function checkOffsets(read, errors) {
  for (const name of ['start', 'end']) {
    if (read[name] && read.timeZone && !agrees(read[name], read.timeZone)) {
      errors['/' + name] ??= 'must have the offset that timeZone has then, or Z for UTC';
    }
  }
}

function checkEnd({ start, end }, errors) {
  if (!end) {
    return;
  }
  const now = BigInt(Date.now()) * million;
  const ends = instantOf(end);
  if (start && ends <= instantOf(start)) {
    errors['/end'] = 'must be after the start';
  } else if (ends <= now) {
    errors['/end'] = 'must be in the future';
  } else if (ends > now + furthestEnd) {
    errors['/end'] = 'must be at most 400 days ahead';
  }
}

// ---- one field: what is wrong, or null

function line(max) {
  return (value) => (blank.test(value) ? 'must not be blank' : optionalLine(max)(value));
}

function optionalLine(max) {
  return (value) => characters(value, max, breaksLine, 'must be one line without control characters');
}

function wholeNumber(min, max) {
  return (value) => (Number.isInteger(value) && min <= value && value <= max ? null : `must be a whole number from ${min} to ${max}`);
}

function text(max) {
  const complaint = 'must not contain control characters but line breaks and tabs';
  return (value) => characters(value.replace(/[\r\n\t]/g, ' '), max, control, complaint);
}

function characters(value, max, refused, complaint) {
  if ([...value].length > max) {
    return `must have at most ${max} characters`;
  }
  return /\p{Cs}/u.test(value) ? 'must not contain half of a surrogate pair' : refused.test(value) ? complaint : null;
}

function url(value) {
  const complaint = optionalLine(maxUrl)(value);
  if (complaint) {
    return complaint;
  }
  const authority = addressParts.exec(value)?.[1] ?? '';
  if (authority === '' || authority.startsWith(':') || authority.includes('@')) {
    return 'must be an absolute https or http URL with a host, without user information';
  }
  if (oneInvisible.test(value) || mended.test(value)) {
    return 'must not contain blanks, invisible characters, double quotes, backslashes or angle brackets';
  }
  if (halfEscape.test(value)) {
    return 'must have two hexadecimal digits after each percent sign';
  }
  const [, host, port = ''] = authorityParts.exec(authority);
  if (/[^\0-\x7f]/.test(host)) {
    return 'must have its host in ASCII, an international domain name in its xn-- form';
  }
  if (!isHost(host)) {
    return 'must have a host that is a domain name or an IP address';
  }
  return Number(port) > maxPort ? `must have a port of at most ${maxPort}` : null;
}

function isHost(host) {
  if (host.startsWith('[')) {
    return ipv6.test(host) && isIpv6(host.slice(1, -1));
  }
  return numberLast.test(host) ? ipv4.test(host) : hostName.test(host);
}

function isIpv6(address) {
  const halves = address.split('::');
  const groups = halves.flatMap((half) => (half ? half.split(':') : [])).length;
  return halves.every((half) => !half || hextets.test(half))
    && (halves.length === 1 ? groups === 8 : halves.length === 2 && groups <= 7);
}

function timeZone(value) {
  if (zones.has(value)) {
    return null;
  }
  const iana = windowsZones.get(value);
  return iana
    ? `must be the name of an IANA time zone: for this Windows name post ${iana}`
    : 'must be the name of an IANA time zone, as Europe/Amsterdam';
}

/** Z and -00:00 say nothing of a local time (RFC 9557 §2). Nothing is said either of a zone that this engine does not know. */
function agrees(moment, zone) {
  const offset = moment.slice(-6);
  if (moment.endsWith('Z') || offset === '-00:00') {
    return true;
  }
  const format = formatIn(zone) ?? formatIn(sameZones[zone]);
  const name = format?.formatToParts(Number(instantOf(moment) / million)).find(({ type }) => type === 'timeZoneName').value;
  return !name || (name === 'GMT' ? 'GMT+00:00' : name) === 'GMT' + offset;
}

/** Kept, because engines take a millisecond to make one. */
function formatIn(timeZone) {
  try {
    if (timeZone && !formats.has(timeZone)) {
      formats.set(timeZone, new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }));
    }
    return formats.get(timeZone);
  } catch {
    return null;
  }
}

function moment(value) {
  return instantOf(value) === null ? 'must be a date and time with an offset, as 2027-01-12T10:00:00+01:00' : null;
}

/** Nanoseconds since 1970, or null. */
function instantOf(value) {
  const [, minute, second = '00', fraction = '', , sign, hours, minutes] = momentPattern.exec(value) ?? [];
  const local = new Date(`${minute}:${second}Z`);
  const offset = sign ? Number(sign + 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  // Date takes the 30th of February for the 2nd of March.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(`${minute}:${second}.`) || minutes > 59
      || Math.abs(offset) > maxOffsetMinutes) {
    return null;
  }
  return (BigInt(local.getTime()) - BigInt(offset * 60_000)) * million + BigInt(fraction.padEnd(9, '0'));
}
