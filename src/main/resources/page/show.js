/**
 * What the page shows: one step at a time, errors at their field, buttons that wait. It asks nothing and decides
 * nothing.
 */
import { dateLocale, say, unsay } from './words.js';

const waits = new Map();

export function byId(id) {
  return document.getElementById(id);
}

/** Shows one step alone and takes the focus to its heading, so that a screen reader begins there. */
export function showStep(name) {
  for (const section of document.querySelectorAll('main > section')) {
    section.hidden = section.id !== 'step-' + name;
  }
  tell(null);
  const heading = byId('step-' + name).querySelector('h1');
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

export function isShown(name) {
  return !byId('step-' + name).hidden;
}

/** The two keys: what each is now, in words; the look follows. */
export function showKeys(link, code) {
  byId('keys').hidden = false;
  say(byId('key-link-is'), link);
  say(byId('key-code-is'), code);
  byId('key-code').classList.toggle('turned', code === 'key.turned');
}

export function hideKeys() {
  byId('keys').hidden = true;
}

/** Says what goes on in the live region; null: nothing does. */
export function tell(key, values) {
  key ? say(byId('status'), key, values) : unsay(byId('status'));
}

/** Says at the field what is wrong, and takes the visitor there. */
export function showError(fieldId, key, values) {
  const field = byId(fieldId);
  say(byId(fieldId + '-error'), key, values);
  field.setAttribute('aria-invalid', 'true');
  tell(null);
  field.focus();
  field.select();
}

export function clearError(fieldId) {
  unsay(byId(fieldId + '-error'));
  byId(fieldId).removeAttribute('aria-invalid');
}

/**
 * Does something when a visitor presses the button, or Enter in its form: both arrive as a trusted click on it.
 * A script's click, as of a mail scanner, does nothing; nor does a press while the button waits.
 */
export function onPress(buttonId, action) {
  const button = byId(buttonId);
  button.form?.addEventListener('submit', (event) => event.preventDefault());
  button.addEventListener('click', (event) => {
    event.preventDefault();
    if (event.isTrusted && button.getAttribute('aria-disabled') !== 'true') {
      action();
    }
  });
}

/** While an answer is awaited. Not the attribute disabled: it would take the focus from a pressed button. */
export async function whileBusy(buttonIds, work) {
  for (const id of buttonIds) {
    byId(id).setAttribute('aria-disabled', 'true');
  }
  try {
    return await work();
  } finally {
    for (const id of buttonIds) {
      byId(id).setAttribute('aria-disabled', String(waits.has(id)));
    }
  }
}

/** Lets a button wait so many seconds, counting down in its own words: key + '-in'. With 0 it is ready. */
export function letWait(buttonId, key, seconds) {
  const button = byId(buttonId);
  clearInterval(waits.get(buttonId));
  waits.delete(buttonId);
  // The end, not the count, is kept: timers stand still while the phone shows the text message.
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left > 0) {
      say(button, key + '-in', { time: () => duration(left) });
      return;
    }
    clearInterval(waits.get(buttonId));
    waits.delete(buttonId);
    button.setAttribute('aria-disabled', 'false');
    say(button, key);
  };
  if (seconds > 0) {
    button.setAttribute('aria-disabled', 'true');
    waits.set(buttonId, setInterval(tick, 500));
  } else {
    button.setAttribute('aria-disabled', 'false');
  }
  tick();
}

/** As 0:42, or 23:59:00 when it is long. */
export function duration(seconds) {
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export function time(instant) {
  return new Intl.DateTimeFormat(dateLocale(), { timeStyle: 'short' }).format(new Date(instant));
}

export function dateAndTime(instant) {
  return new Intl.DateTimeFormat(dateLocale(), { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant));
}
