/**
 * How a video meeting has to be set up, so that whoever has its link cannot walk in: the gateway's rules in the gateway's
 * words, but for meeting-id-new, which asks the gateway's ledger. nl.sluis.rules.MeetingRule says why each is as it is;
 * meeting-rules.json has the cases that both are tested by.
 */
import { utf8 } from './envelope.js';

const zoom = ['zoom.us', 'zoomgov.com'];
const withId = ['j', 'w', 's'];
const longest = 12n * 3_600_000_000_000n;
/** Of a shorter text nobody knows whether it stands in a link by chance. */
const telling = 4;

export const details = {
  'passcode-present': 'The meeting has no passcode that is hard to guess. Give it one of at least six characters, not all alike and not a run such'
    + ' as 123456, and post it as passcode',
  'passcode-not-in-link': 'A link has the passcode in it. Let the video service make links without the passcode, and post the passcode beside them',
  'join-host-allowed': 'A link leads to a host that is not in rules.joinHosts. Post a link of your own video service, or have its host added',
  'no-personal-room': 'The link or the meeting ID is that of a personal room, or the link is the one for the host. Schedule a meeting with an ID of'
    + ' its own, and post the link for those who join',
  'web-client-link': 'There is no link for joining in the browser. Post the address of the web client as webClientUrl, as'
    + ' https://app.zoom.us/wc/join/ with the meeting ID behind it',
  'ends-within': 'The meeting lasts longer than 12 hours. Post each day as a meeting of its own',
};

/** Each gives the field where it is broken, or null. */
const breaches = {
  'passcode-present': ({ passcode, join }) => ((passcode ? isGood(passcode) : !join.isZoom) ? null : 'passcode'),
  'passcode-not-in-link': ({ passcode, join, webClient }) => (join.carries(passcode) ? 'joinUrl'
    : webClient?.carries(passcode) ? 'webClientUrl' : null),
  'join-host-allowed': ({ join, webClient, joinHosts }) => (joinHosts.length === 0 ? null
    : !join.leadsToOneOf(joinHosts) ? 'joinUrl'
      : webClient && !webClient.leadsToOneOf(joinHosts) ? 'webClientUrl' : null),
  'no-personal-room': ({ join, webClient, meetingId }) => (join.isPersonal ? 'joinUrl'
    : webClient?.isPersonal ? 'webClientUrl'
      : join.isZoom && meetingId && digits(meetingId).length === 10 ? 'meetingId' : null),
  'web-client-link': ({ join, webClient }) => (join.isZoom && !join.isWebClient && (!webClient || webClient.isZoom && !webClient.isWebClient)
    ? 'webClientUrl' : null),
  'ends-within': ({ lasts }) => (lasts > longest ? 'end' : null),
};

/**
 * What a meeting breaks. A meeting without joinUrl breaks nothing.
 *
 * @param meeting whose fields have passed the rules for fields
 * @param lasts   its nanoseconds, a BigInt
 * @param rules   as the section rules of the gateway's configuration: strict, joinHosts, and rules by their names
 * @returns rule, field, refused of each, in the order of the rules
 * @throws TypeError if the section has something else
 */
export function broken(meeting, lasts, { strict = false, joinHosts = [], ...each } = {}) {
  for (const [rule, enforcement] of Object.entries(each)) {
    if (!Object.hasOwn(details, rule) || !['off', 'warn', 'refuse'].includes(enforcement)) {
      throw new TypeError(`rules: ${rule} must be a rule that a client knows, and off, warn or refuse`);
    }
  }
  if (!meeting.joinUrl) {
    return [];
  }
  const judged = { ...meeting, lasts, joinHosts, join: linkOf(meeting.joinUrl), webClient: meeting.webClientUrl && linkOf(meeting.webClientUrl) };
  return Object.keys(details).filter((rule) => strict || each[rule] !== 'off')
    .map((rule) => ({ rule, field: breaches[rule](judged), refused: strict || each[rule] === 'refuse' }))
    .filter(({ field }) => field);
}

function isGood(passcode) {
  const points = [...passcode.replace(/[\p{Z}\s]/gu, '').toLowerCase()].map((character) => character.codePointAt(0));
  return points.length >= 6 && ![0, 1, -1].some((step) => points.every((point, at) => at === 0 || point === after(points[at - 1], step)));
}

function after(point, step) {
  return point >= 48 && point <= 57 ? 48 + (point - 48 + step + 10) % 10 : point + step;
}

function digits(text) {
  return text.normalize('NFKC').replace(/[^0-9]/g, '');
}

/** A link as a browser reads it. */
function linkOf(url) {
  const [, authority = '', path = '', query = '', fragment = ''] = /^https?:\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(url) ?? [];
  const host = authority.toLowerCase().replace(/:[0-9]*$/, '').replace(/\.$/, '');
  const isZoom = zoom.some((name) => host === name || host.endsWith('.' + name));
  const segments = segmentsOf(path);
  const words = segments.map((segment) => segment.toLowerCase());
  const parameters = [...parametersOf(query), ...parametersOf(fragment)];
  const isWebClient = isZoom && words[0] === 'wc';
  const idAt = withId.includes(words[0]) ? 1 : isWebClient ? words[1] === 'join' ? 2 : 1 : Infinity;
  const id = isZoom && /^[0-9 -]*[0-9][0-9 -]*$/.test(segments[idAt] ?? '') ? digits(segments[idAt]) : '';
  const isRoom = words[0] === 'my' || words[0] === 's'
    || isWebClient && (words[1] === 'my' || words[2] === 'my' || words[2] === 'start');
  return {
    isZoom,
    isWebClient,
    isPersonal: isZoom && (isRoom || id.length === 10),
    leadsToOneOf: (hosts) => hosts.map((name) => name.toLowerCase())
      .some((name) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name)),
    carries: (passcode) => isZoom && parameters.some(([name, value]) => name === 'pwd' && value !== '')
      || passcode?.length >= telling && (segments.includes(passcode) || parameters.some(([, value]) => value === passcode)),
  };
}

function segmentsOf(path) {
  const segments = [];
  for (const segment of path.split('/').map(decoded)) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return segments;
}

function parametersOf(part) {
  return (part ? part.slice(1).split('&') : []).map((one) => {
    const equals = one.indexOf('=');
    return [decoded(one.slice(0, Math.max(0, equals))).toLowerCase(), decoded(one.slice(equals + 1).replaceAll('+', ' '))];
  });
}

function decoded(text) {
  const bytes = utf8(text);
  const out = [];
  for (let at = 0; at < bytes.length; at++) {
    const escape = bytes[at] === 37 && /^[0-9A-Fa-f]{2}$/.test(String.fromCharCode(...bytes.slice(at + 1, at + 3)));
    out.push(escape ? Number.parseInt(String.fromCharCode(bytes[at + 1], bytes[at + 2]), 16) : bytes[at]);
    at += escape ? 2 : 0;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(out));
}
