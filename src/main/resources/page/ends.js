/** The steps that few visitors meet, loaded when one does: what happened, when, and whom to ask. */
import { offerAnew } from './anew.js';
import { showStep, time, times } from './show.js';
import { learn, say } from './words.js';

/** Of each state whom to ask; of one that we do not know yet we speak in general words. */
const whomToAsk = {
  opened: 'ended.opened.whom', here: 'ended.ask', calendar: 'ended.calendar.whom', locked: 'ended.told', undeliverable: 'ended.told',
  revoked: 'ended.ask', expired: 'ended.ask', replaced: 'ended.replaced.whom', cancelled: 'ended.cancelled.whom', closed: 'ended.ask',
  other: 'ended.ask',
};

/**
 * @param state of the gateway, 'here' where the page was loaded anew after opening, or 'calendar' by an entry that has the time only
 * @param at when, each time, if known; left: how often it still opens; access: where the organizer can be asked for a new one
 */
export async function showEnded(state, { at = [], left, access } = {}) {
  await learn('ends');
  const known = state in whomToAsk ? state : 'other';
  say('ended-title', `ended.${known}.title`);
  say('ended-what', `ended.${known}.what`);
  say('ended-at', at.length ? 'ended.at' : null, { at: () => times(at) });
  // Most come by a second press on the link in the mail: what is likely is said first, the alarm after it.
  say('ended-look', known === 'opened' ? 'ended.opened.look' : null);
  say('ended-whom', left > 0 ? 'left' : whomToAsk[known], left > 0 ? { n: left } : {});
  say('ended-alarm', known === 'opened' ? 'ended.opened.alarm' : null);
  showStep('ended');
  if (access) {
    offerAnew(access);
  }
}

/** No form yet: who invites, and from when it opens. */
export async function showNotYet(opensFrom) {
  await learn('ends');
  say('ended-title', 'not-yet.title');
  say('ended-what', 'digits.who');
  say('ended-at', 'not-yet.from', { at: () => time(opensFrom) });
  say('ended-look', null);
  say('ended-whom', 'not-yet.wait');
  say('ended-alarm', null);
  showStep('ended');
}

/** A field for the whole link. */
export async function showPaste(known) {
  await learn('ends');
  say('paste-title', known ? 'paste.title' : 'unknown.title');
  say('paste-what', known ? 'paste.what' : 'unknown.what');
  showStep('paste');
}
