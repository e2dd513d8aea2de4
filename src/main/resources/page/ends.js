/** The steps from which nothing follows by itself: what happened, when, and whom to ask. */
import { byId, dateAndTime, hideKeys, showStep } from './show.js';
import { say } from './words.js';

const endedStates = ['opened', 'revoked', 'expired', 'locked', 'undeliverable'];

/**
 * An invitation that does not open: a state of the gateway, with its time if known; a state that we do not know yet is
 * said in general words.
 */
export function showEnded(state, at, whom) {
  const known = endedStates.includes(state) ? state : 'other';
  show(known, `ended.${known}.what${at ? '' : '-undated'}`, { organizer: whom, at: () => dateAndTime(at) });
}

/** The page was loaded anew where an invitation had been opened. */
export function showOpenedHere() {
  show('here', 'ended.here.what', { organizer: '' });
}

function show(known, what, values) {
  hideKeys();
  say(byId('ended-title'), `ended.${known}.title`);
  say(byId('ended-what'), what, values);
  say(byId('ended-whom'), `ended.${known}.whom`, values);
  byId('ended-alarm').hidden = known !== 'opened';
  say(byId('ended-alarm'), 'ended.opened.alarm', values);
  byId('step-ended').dataset.state = known;
  showStep('ended');
}

/**
 * No link secret in the address ('paste'), or one that the gateway does not know ('paste.unknown'): a field for the
 * whole link.
 */
export function showPaste(kind) {
  hideKeys();
  for (const part of ['title', 'what', 'how']) {
    say(byId('paste-' + part), kind + '.' + part);
  }
  showStep('paste');
}

/**
 * What may pass: unreachable, busy, refused, damaged; or browser, which does not. A button only where trying again can
 * help.
 */
export function showTrouble(kind, canRetry, whom) {
  hideKeys();
  say(byId('trouble-title'), `trouble.${kind}.title`);
  say(byId('trouble-what'), `trouble.${kind}.what`, { organizer: whom });
  byId('try-again').hidden = !canRetry;
  showStep('trouble');
}
