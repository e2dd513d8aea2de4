/** What the page shows: one step at a time, errors at their field, buttons that wait. It asks and decides nothing. */
import { dateLocale, say, word } from './words.js';

const steps = ['digits', 'code', 'meeting'];
const asking = ['send-code', 'have-code', 'open-invitation', 'resend'];
const waits = new Map();

export function byId(id) {
  return document.getElementById(id);
}

/** Shows one step alone and takes the focus to its heading, so that a screen reader begins there. */
export function showStep(name) {
  const step = steps.indexOf(name) + 1;
  byId('progress').hidden = step === 0;
  document.querySelector('progress').value = step;
  say('step', 'step', { step });
  byId('opened').hidden = step !== 1 && step !== 2;
  for (const section of document.querySelectorAll('main > section')) {
    section.hidden = section.id !== 'step-' + name;
  }
  tell(null);
  const heading = byId('step-' + name).querySelector('h1');
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** What may pass: unreachable, refused, damaged; or browser, which does not. A button only where it can help. */
export function showTrouble(kind, canRetry) {
  say('trouble-title', `trouble.${kind}.title`);
  say('trouble-what', `trouble.${kind}.what`);
  byId('try-again').hidden = !canRetry;
  showStep('trouble');
}

export function isShown(name) {
  return !byId('step-' + name).hidden;
}

/** Says what goes on in the live region; null: nothing does. */
export function tell(key, values) {
  say('status', key, values);
}

/** Says at the field what is wrong, and takes the visitor there. */
export function showError(fieldId, key, values) {
  const field = byId(fieldId);
  say(fieldId + '-error', key, values);
  field.setAttribute('aria-invalid', 'true');
  tell(null);
  field.focus();
  field.select();
}

export function clearError(fieldId) {
  say(fieldId + '-error', null);
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
export async function whileBusy(work) {
  asking.forEach((id) => disable(id, true));
  try {
    await work();
  } finally {
    asking.forEach((id) => disable(id, waits.has(id)));
  }
}

/** Lets a button wait so many seconds, and counts down in it; its words have its name. With 0 it is ready. */
export function letWait(buttonId, seconds) {
  clearInterval(waits.get(buttonId));
  // The end, not the count, is kept: timers stand still while the phone shows the text message.
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left > 0) {
      say(buttonId, 'wait', { what: () => word(buttonId), time: duration(left) });
      return;
    }
    clearInterval(waits.get(buttonId));
    waits.delete(buttonId);
    disable(buttonId, false);
    say(buttonId, buttonId);
  };
  if (seconds > 0) {
    disable(buttonId, true);
    waits.set(buttonId, setInterval(tick, 500));
  }
  tick();
}

/** Says how many minutes are left, anew while they run, and then that none is. No time of day: a browser may be in another zone. */
export function sayMinutes(id, seconds, key, keyAfter) {
  clearInterval(waits.get(id));
  const end = Date.now() + seconds * 1000;
  const tick = () => {
    const n = Math.round((end - Date.now()) / 60_000);
    if (n > 0) {
      say(id, key, { n });
    } else {
      clearInterval(waits.get(id));
      say(id, keyAfter);
    }
  };
  waits.set(id, setInterval(tick, 5000));
  tick();
}

/** As 0:42, or 23:59:00 when it is long. */
export function duration(seconds) {
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return (hours ? `${hours}:${two(minutes)}` : minutes) + ':' + two(seconds % 60);
}

/** Day and time with the zone's name; as it was given where this browser cannot write it. */
export function time(posted) {
  const instant = new Date(posted);
  return attempt(() => dateFormat({ dateStyle: 'long', timeStyle: 'short' }).format(instant)
    + ' ' + zoneName(instant, 'short')) ?? posted;
}

export function times(posted) {
  return posted.map(time).join('; ');
}

/** @throws RangeError also where a browser would leave out without a word what it does not know */
export function dateFormat(style) {
  const format = new Intl.DateTimeFormat(dateLocale(), style);
  const known = format.resolvedOptions();
  if (Object.keys(style).some((name) => style[name] && !known[name])) {
    throw new RangeError();
  }
  return format;
}

export function zoneName(instant, timeZoneName, timeZone) {
  return dateFormat({ timeZone, timeZoneName })
    .formatToParts(instant).find((part) => part.type === 'timeZoneName').value;
}

/** What a browser can do, or null: of dates and zones each knows others. */
export function attempt(what) {
  try {
    return what();
  } catch {
    return null;
  }
}

export function disable(id, disabled) {
  byId(id).setAttribute('aria-disabled', String(disabled));
}
