/** What a visitor typed, pasted, or let the phone fill in, as the digits that are asked for. */

/** A phone may fill in the whole number; its last four are what is asked. Up to eight digits may be a code, in the wrong field. */
export function fourDigits(text) {
  const typed = ascii(text).replace(/\D/g, '');
  return typed.length > 8 || /^\s*[+\uff0b]/.test(text) ? typed.slice(-4) : typed;
}

/** The one code of this length, in its whole message too: behind its last line's #, as a number, or in groups. Else ''. */
export function codeIn(text, length) {
  for (const shape of [/#\d+/g, /\d+/g, /\d([\s\p{Pd}\p{Cf}]*\d)*/gu, /^\P{L}*$/u]) {
    const found = (ascii(text).match(shape) ?? []).map((some) => some.replace(/\D/g, ''));
    const codes = new Set(found.filter((code) => code.length === length));
    if (codes.size) {
      return codes.size === 1 ? [...codes][0] : '';
    }
  }
  return '';
}

/** Unicode keeps the ten digits of every script together, from nought on. */
function ascii(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let value = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(digit.codePointAt(0) - value - 1))) {
      value++;
    }
    return value % 10;
  });
}
