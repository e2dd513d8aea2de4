/** One mail address that any relay can carry, the gateway's rule in the gateway's words. As nl.sluis.rules.MailAddress. */
import { invisible } from './invisible.js';

const maxAddress = 254;
const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const dotAtom = new RegExp(`^${atom}(\\.${atom})*$`);
const label = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const domain = new RegExp(`^(${label}\\.)*(?![0-9]+$)${label}$`);
const everyInvisible = new RegExp(`[${invisible}]`, 'gu');
const otherwise = 'must be one mail address, in ASCII, without a display name';
// Domain names that have the same ASCII form by all standards. As nl.sluis.rules.DomainName, which says why.
const scripts = 'a-z\\u{df}-\\u{24f}\\u{370}-\\u{52f}\\u{1e00}-\\u{1fff}\\u{3005}\\u{3041}-\\u{30fc}\\u{3400}-\\u{9fff}\\u{ac00}-\\u{d7a3}';
const certain = new RegExp(`^(?=[\\p{L}0-9.\\-]*$)(?!.*([ßς]|(^|\\.)(-|..--)|-(\\.|$)))[${scripts}0-9.\\-]*$`, 'u');

/** The organizer's, the only one in a meeting: its local part may be longer than an invitee's. */
export function mail(value) {
  if (isAddress(value)) {
    return null;
  }
  if (value.length > maxAddress) {
    return otherwise;
  }
  const seen = value.replace(everyInvisible, '');
  if (seen !== value && mail(seen) !== otherwise) {
    return 'must not contain blanks or invisible characters, around it or within';
  }
  const at = value.lastIndexOf('@');
  if (at < 0 || !/[^\0-\x7f]/.test(value.slice(at)) || !isAddress(value.slice(0, at) + '@example.org')) {
    return otherwise;
  }
  const ascii = asciiForm(value.slice(at + 1));
  return ascii && isAddress(value.slice(0, at + 1) + ascii)
    ? `must have its international domain in ASCII: post its domain as ${ascii}`
    : 'must have its international domain in ASCII, in its xn-- form';
}

function isAddress(value) {
  const at = value.lastIndexOf('@');
  return value.length <= maxAddress && at >= 1 && dotAtom.test(value.slice(0, at)) && domain.test(value.slice(at + 1));
}

function asciiForm(name) {
  const lower = name.toLowerCase().normalize('NFC');
  if (!certain.test(lower) || lower !== lower.toUpperCase().toLowerCase().normalize('NFKC')) {
    return null;
  }
  try {
    return new URL('http://' + lower).hostname;
  } catch {
    return null;
  }
}
