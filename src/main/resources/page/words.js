/** Says words in the language of the visitor, and says them again when it changes: /i/words-nl.json and its siblings. */
import { after } from './ask.js';

const fallback = 'en';
const patienceMillis = 10_000;
const said = new Map();
const files = ['words'];
const known = { organizer: () => word('organizer.unknown') };
let language;
let words = {};

/** Shows a word in an element, or nothing for null; a value may be a function, asked anew for each language. */
export function say(id, key, values) {
  said.set(id, () => (key ? word(key, values) : ''));
  document.getElementById(id).textContent = said.get(id)();
}

/** A value n chooses between the forms of a number. A key that is not there is a mistake of ours: it is not hidden. */
export function word(key, values = {}) {
  const form = values.n === undefined ? key : `${key}.${formOf(values.n)}`;
  if (!(form in words)) {
    throw new Error('no word for ' + form);
  }
  return words[form].replace(/\{([a-z]+)\}/g, (_, name) => {
    const value = values[name] ?? known[name] ?? '';
    return typeof value === 'function' ? value() : value;
  });
}

/** Facts that any word may name from now on. */
export function know(facts) {
  Object.entries(facts).forEach(([name, fact]) => {
    known[name] = typeof fact === 'string' ? isolated(fact) : fact;
  });
  sayAll();
}

/**
 * Changes the language of the page; of a locale we do not speak, to English. Where its words do not arrive, the page
 * goes on in the one it has: true if it has any.
 */
export async function speak(locale) {
  const choice = document.getElementById('language');
  choice.value = String(locale).split(/[-_@.]/)[0];
  const asked = choice.value ||= fallback;
  const arrived = asked === language ? words : await Promise.all(files.map((file) => load(file, asked)))
    .then((all) => Object.assign({}, ...all)).catch(() => null);
  // Whoever chose another one meanwhile gets that.
  if (choice.value === asked && arrived) {
    words = arrived;
    language = asked;
    document.documentElement.lang = language;
    document.getElementById('level-more').hash = language;
    sayAll();
  } else if (choice.value === asked && language) {
    choice.value = language;
  }
  return Boolean(language);
}

/** Words that few visitors need, in the language spoken now and all that follow. @throws if they do not arrive */
export async function learn(file) {
  if (!files.includes(file)) {
    words = { ...words, ...await load(file, language) };
    files.push(file);
    sayAll();
  }
}

async function load(file, asked) {
  return (await fetch(`/i/${file}-${asked}.json`, { signal: after(patienceMillis) })).json();
}

/** The locale for dates: the visitor's own of this language, for 12 or 24 hours differ within one. */
export function dateLocale() {
  const own = [...navigator.languages ?? []]
    .find((locale) => isLocale(locale) && locale.toLowerCase().startsWith(language + '-'));
  return own ?? (language === fallback ? 'en-GB' : language);
}

/** Some systems give their browsers a language like en-US@posix, at which all formatting would throw. */
function isLocale(locale) {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}

function formOf(n) {
  return globalThis.Intl?.PluralRules ? new Intl.PluralRules(language).select(n) : 'other';
}

/** A name written from right to left turns no word beside it; and none holds signs that would turn what follows. */
function isolated(name) {
  const plain = name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
  const turns = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(plain);
  return turns ? `\u2068${plain}\u2069` : plain;
}

function sayAll() {
  document.title = word('page.title');
  for (const element of document.querySelectorAll('[data-word]')) {
    const key = element.dataset.word;
    // Some are of steps that are loaded later.
    element.textContent = key in words ? word(key) : '';
  }
  said.forEach((text, id) => {
    document.getElementById(id).textContent = text();
  });
}
