/**
 * The link secret in what a visitor pasted: the link as it was mailed, rewritten by a mail scanner, broken by a mail
 * program, or in the middle of a text. The page loads this only where it asks for a link.
 */
import { decode } from './envelope.js';

const rounds = 5;
const longest = 20_000;
// Nobody sees them, and they are where a browser may break a line.
const unseen = /[\p{Cf}\u034f\u2800\ufe00-\ufe0f]/gu;
const quoting = /(\n[ \t]*)[>|][>|\t ]*/g;
const whole = /(?:#|^\s*)([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-]|%2d|%5f)/gi;
// Where a mail program broke a line: a blank, or the soft break of quoted-printable.
const brokenBy = (gap) => new RegExp(`#${gap}((?:[A-Za-z0-9_-]${gap}){42}[A-Za-z0-9_-])(?![A-Za-z0-9_-])`, 'g');
const broken = brokenBy('=?(?:[ \\t]+[>|][>|\\t ]*|[ \\t]*(?:\\r?\\n[ \\t]*)?)');
// A field of one line drops line breaks and leaves the marks of quoting. Beside an angle bracket that opens, one may close.
const brokenAndQuoted = brokenBy('=?[ \\t]*(?:\\r?\\n[ \\t]*)?(?:[>|][>|\\t ]*)?');

/** The one secret in a text, or null: of two different ones nobody knows which was meant. */
export function secretIn(text) {
  const readings = readingsOf(text.slice(0, longest).replace(unseen, '').replace(quoting, '$1'));
  // A link that is whole is believed before one that is put together again.
  return theOne(readings, whole) ?? theOne(readings, text.includes('<') ? broken : brokenAndQuoted);
}

function theOne(readings, pattern) {
  const found = new Set(readings.flatMap((reading) => [...reading.matchAll(pattern)].map((match) =>
    match[1].replace(/[^A-Za-z0-9_-]/g, ''))).filter(isSecret));
  return found.size === 1 ? decode([...found][0]) : null;
}

function isSecret(text) {
  try {
    return decode(text).length === 32;
  } catch {
    return false;
  }
}

/** The text as it stands, and as it is when what wrapped or encoded it is taken off, again and again. */
function readingsOf(text) {
  const readings = new Set([text]);
  let last = [text];
  for (let round = 0; round < rounds; round++) {
    last = last.flatMap((reading) => unwrapped.flatMap((unwrap) => unwrap(reading)))
      .filter((reading) => !readings.has(reading)).slice(0, 20);
    last.forEach((reading) => readings.add(reading));
  }
  return [...readings];
}

const unwrapped = [
  (text) => [percentDecoded(text)],
  (text) => [text.replace(/&#(?:35|x23);/gi, '#').replaceAll('&amp;', '&')],
  // Quoted-printable: soft breaks go first, because = and two letters may stand around one.
  (text) => [text.replace(/=\r?\n/g, '').replace(/=([2-7][0-9A-F])/g, (_, hex) => character(hex))],
  // Proofpoint's URL Defense, version 2: - for %, _ for /.
  (text) => matches(text, /\/v2\/url\?u=([^&]+)&/g).map((url) =>
    percentDecoded(url.replace(/[\s>|=]+/g, '').replaceAll('-', '%').replaceAll('_', '/'))),
  // Version 3: the characters that an asterisk stands for are in base64 behind the address.
  (text) => [...text.matchAll(/\/v3\/__(.+?)__;([A-Za-z0-9_-]*)/gs)].map(([, url, replaced]) => restored(url, replaced)),
  // An address in base64, as Sophos and Bing have it.
  (text) => matches(text, /(aHR0c[A-Za-z0-9+/_-]+)/g).map(base64Decoded),
];

function matches(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => match[1]);
}

function character(hex) {
  return String.fromCharCode(parseInt(hex, 16));
}

/** Only what is ASCII: a secret and all that leads to it is, and no byte of another character is mistaken for it. */
function percentDecoded(text) {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex) => character(hex));
}

/** One asterisk is one character; two and a letter are as many as the letter says, from two on. */
function restored(url, replaced) {
  const characters = [...base64Decoded(replaced)];
  const counts = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return url.replace(/\*(?:\*(.))?/g, (_, count) =>
    characters.splice(0, count === undefined ? 1 : counts.indexOf(count) + 2).join(''));
}

function base64Decoded(text) {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  try {
    return atob(plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0)));
  } catch {
    return '';
  }
}
