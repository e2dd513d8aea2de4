/** The steps from which nothing follows by itself: what happened, when, and whom to ask. */
import { byId, showStep, time } from './show.js';
import { say } from './words.js';

/** Of each state whom to ask; of one that we do not know yet we speak in general words. */
const whomToAsk = {
  opened: 'ended.opened.whom', here: 'ended.ask', locked: 'ended.told', undeliverable: 'ended.told',
  revoked: 'ended.ask', expired: 'ended.ask', other: 'ended.ask',
};

/** @param state of the gateway, or 'here' where the page was loaded anew after opening; at: when, if known */
export function showEnded(state, at) {
  const known = state in whomToAsk ? state : 'other';
  say('ended-title', `ended.${known}.title`);
  say('ended-what', `ended.${known}.what`);
  say('ended-at', at ? 'ended.at' : null, { at: () => time(at) });
  say('ended-alarm', known === 'opened' ? 'ended.opened.alarm' : null);
  say('ended-whom', whomToAsk[known]);
  showStep('ended');
}

/** A field for the whole link. */
export function showPaste(known) {
  say('paste-title', known ? 'paste.title' : 'unknown.title');
  say('paste-what', known ? 'paste.what' : 'unknown.what');
  showStep('paste');
}

/** What may pass: unreachable, refused, damaged; or browser, which does not. A button only where it can help. */
export function showTrouble(kind, canRetry) {
  say('trouble-title', `trouble.${kind}.title`);
  say('trouble-what', `trouble.${kind}.what`);
  byId('try-again').hidden = !canRetry;
  showStep('trouble');
}
