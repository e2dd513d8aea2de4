/**
 * Says words in the language of the visitor, and says them again when the language changes. The words themselves are in
 * words-*.js.
 */
import dutch from './words-nl.js';
import english from './words-en.js';

const languages = { en: english, nl: dutch };
const said = new Map();
let language = 'en';

/** Shows a word in an element; a value may be a function, asked anew for each language. */
export function say(element, key, values = {}) {
  said.set(element, { key, values });
  element.textContent = word(key, values);
}

export function unsay(element) {
  said.delete(element);
  element.textContent = '';
}

/**
 * The word for a key. A value n chooses between the forms of a number. A key that is not there is a mistake of ours: it
 * is not hidden.
 */
export function word(key, values = {}) {
  const words = languages[language];
  const form = values.n === undefined ? key : key + '.' + new Intl.PluralRules(language).select(values.n);
  if (!(form in words)) {
    throw new Error('no word for ' + form);
  }
  return words[form].replace(/\{([a-z]+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'function' ? value() : value;
  });
}

/** Changes the language of the whole page; of a locale we do not speak, to English. */
export function speak(locale) {
  const spoken = String(locale ?? '').toLowerCase().split(/[-_]/)[0];
  language = spoken in languages ? spoken : 'en';
  document.documentElement.lang = language;
  document.title = word('page.title');
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = word(element.dataset.word);
  }
  for (const [element, { key, values }] of said) {
    element.textContent = word(key, values);
  }
}

export function otherLanguage() {
  return language === 'nl' ? 'en' : 'nl';
}

/** The locale for dates: the visitor's own of this language, for 12 or 24 hours differ within one. */
export function dateLocale() {
  const own = (navigator.languages ?? []).find((locale) => locale.toLowerCase().split('-')[0] === language);
  return own && own.includes('-') ? own : { en: 'en-GB', nl: 'nl-NL' }[language];
}
