/**
 * The invitee's page, in the order link, digits, code, meeting. Looking costs nothing: on load only the status is asked.
 * What spends something begins with a press, and a lost answer is asked for again so that it cannot cost twice.
 */
import { lost } from './ask.js';
import { withoutControls } from './calendar.js';
import { decode, encode } from './envelope.js';
import { askForCode, askStatus, fetchAgain, handIn } from './gateway.js';
import { hold, holds, keepHeld, showHeld } from './keep.js';
import { calendarPage, keepTicket, kept, putAway, putInAddress, secretOfAddress } from './link.js';
import { readMeeting } from './meeting.js';
import { accessOf, open } from './open.js';
import { knowOpenings } from './openings.js';
import { rehearse } from './rehearse.js';
import {
  byId, clearError, duration, isShown, letWait, onPress, sayMinutes, showError, showStep, showTrouble, tell, times, whileBusy,
} from './show.js';
import { codeIn, fourDigits } from './typed.js';
import { know, say, speak, word } from './words.js';

const openStates = ['queued', 'mailed'];
const levels = ['sealed-at-intake', 'sealed-by-sender'];
const buttonsForCode = ['send-code', 'resend'];
const fewTries = 5;
const longWait = 3600;
const fetchMillis = 600_000;
const tellAgain = () => tell('code.again');

/** All that the page knows until the meeting is open; it ends with the page, but for the ticket of a release handed in. */
const page = { status: {} };

Object.entries({
  'use-link': usePastedLink,
  'send-code': sendTypedDigits,
  'have-code': showCode,
  'open-invitation': openWithTypedCode,
  resend,
  'try-again': () => page.retry(),
}).forEach(([button, action]) => onPress(button, action));
byId('language').addEventListener('change', chooseLanguage);
addEventListener('hashchange', followAnotherLink);
begin().catch(() => fail('browser'));

// ---- the link

async function begin() {
  const secret = secretOfAddress();
  if (!await speak(navigator.language)) {
    // What the page says from the start, in all languages, stays.
    return;
  }
  byId('needs').hidden = true;
  await rehearse();
  if (secret) {
    await lookUp(secret);
  } else if (calendarPage.endsWith(location.hash || '-')) {
    await end('showEnded', 'calendar');
  } else if (kept().opened) {
    await end('showEnded', 'here', kept());
  } else {
    await end('showPaste', true);
  }
}

async function lookUp(secret) {
  showStep('wait');
  const access = encode(await accessOf(secret));
  Object.assign(page, { secret, access, ticket: kept().ticket, digits: null, code: null });
  const answer = await askStatus(page.access);
  if (answer.status === 200) {
    page.status = answer.body;
    page.status.openings ??= { allowed: 1, left: 0, at: [] };
    await showStatus(answer);
  } else if (answer.status === 404) {
    await end('showPaste', false);
  } else {
    fail(lost(answer) ? 'unreachable' : 'refused', () => lookUp(secret));
  }
}

async function showStatus(answer) {
  const { organization, organizer, reference, locale, level, logo, state, codeLength } = page.status;
  knowOpenings(page.status);
  know({
    organization, host: location.host, length: codeLength, title: () => word('meeting.discreet.title'),
    // Absent once the contact was erased.
    ...(organizer && { organizer: withoutControls(organizer) }),
  });
  if (locale && !page.languageChosen) {
    await speak(locale);
  }
  byId('organization').textContent = organization;
  if (logo) {
    Object.assign(byId('logo'), { src: '/i/logo', alt: organization, hidden: false });
    byId('organization').hidden = true;
  }
  say('invitation', reference ? 'page.reference' : null, { reference });
  if (levels.includes(level)) {
    say('level', `level.${level}`);
    byId('level-more').hidden = false;
  }
  if (openStates.includes(state)) {
    showLive(answer.now);
  } else {
    await showEnd(answer);
  }
}

function showLive(now) {
  const { code, openings, opensFrom, sequence, triesLeft } = page.status;
  say('replaces', sequence > 0 ? 'replaces' : null);
  say('opened-before', openings.at.length ? 'opened.before' : null, { at: () => times(openings.at) });
  if (opensFrom) {
    waitFor(opensFrom, now);
    return;
  }
  if (code) {
    keepCode(code, now);
  } else {
    showDigits();
  }
  if (triesLeft <= fewTries) {
    tell('tries', { n: triesLeft });
  }
}

/** By the gateway's clock. Timers stand still while a phone sleeps. */
function waitFor(opensFrom, now) {
  const opensAt = Date.now() + Date.parse(opensFrom) - now;
  const timer = setInterval(() => {
    if (Date.now() >= opensAt) {
      clearInterval(timer);
      lookUp(page.secret);
    }
  }, 1000);
  end('showNotYet', opensFrom);
}

async function usePastedLink() {
  // If this does not arrive, lookUp would not either.
  const { secretIn } = await import('./paste.js').catch(() => ({ secretIn() {} }));
  const secret = secretIn(byId('link').value);
  if (secret) {
    clearError('link');
    putInAddress(encode(secret));
    byId('link').value = '';
    lookUp(secret);
  } else {
    showError('link', 'paste.wrong');
  }
}

/** A phone may open a second link in the same page: only the fragment changes then. */
async function followAnotherLink() {
  const secret = secretOfAddress();
  if (secret && holds() && encode(await accessOf(secret)) === page.access) {
    keepHeld();
  } else if (secret) {
    location.reload();
  }
}

// ---- the digits

function showDigits() {
  byId('have-code').hidden = !page.code;
  clearError('digits');
  letWait('send-code', secondsUntilResend());
  showStep('digits');
}

function sendTypedDigits() {
  const digits = fourDigits(byId('digits').value);
  if (digits.length === 4) {
    clearError('digits');
    sendCode(digits);
  } else {
    showError('digits', 'digits.four');
  }
}

/** A page that was loaded anew no longer knows the digits, and keeps them nowhere. */
function resend() {
  if (page.digits) {
    sendCode(page.digits);
  } else {
    showDigits();
    tell('code.digits-again');
  }
}

async function sendCode(digits) {
  tell('digits.sending');
  const before = { code: page.code, triesLeft: page.status.triesLeft };
  await whileBusy(async () => {
    if (page.ticket && page.status.openings.allowed > 1) {
      // A code whose answer was lost may have opened it: then a new one would open it once more.
      const answer = await fetchAgain(page.ticket);
      if (answer.status === 200) {
        page.fetchableUntil = kept().until;
        await openMeeting(answer.body);
        return;
      }
      if (answer.status !== 404) {
        await takeRefusal(answer, 'digits', buttonsForCode);
        return;
      }
      page.ticket = null;
    }
    await takeCodeAnswer(await askForCode(page.access, digits, before, tellAgain), digits);
  });
}

async function takeCodeAnswer(answer, digits) {
  if (answer.status === 202) {
    const again = isShown('code');
    page.digits = digits;
    byId('code').value = '';
    keepCode(answer.body, answer.now);
    tell(again ? 'code.resent' : null);
  } else if (answer.status === 422) {
    tell('digits.no-sms');
  } else if (answer.problem === 'sms-unavailable') {
    // The day's may be used up: then a press before the end of the day costs, and brings nothing.
    buttonsForCode.forEach((button) => letWait(button, answer.retryAfter));
    tell('digits.sms-unavailable');
  } else {
    await takeRefusal(answer, 'digits', buttonsForCode);
  }
}

// ---- the code

function keepCode(code, now) {
  const endsAt = Date.now() + Date.parse(code.expiresAt) - now;
  page.code = { ...code, endsAt, resendAt: Date.now() + code.resendAfter * 1000 };
  showCode();
  waitForTextMessage();
}

function secondsUntilResend() {
  return page.code ? (page.code.resendAt - Date.now()) / 1000 : 0;
}

function showCode() {
  const { delivery, reference, endsAt } = page.code;
  say('code-sent', delivery === 'unknown' ? 'code.unknown' : 'code.sent');
  byId('reference').textContent = reference;
  sayMinutes('code-hint', (endsAt - Date.now()) / 1000, 'code.until', 'code.over');
  clearError('code');
  letWait('open-invitation', 0);
  letWait('resend', secondsUntilResend());
  showStep('code');
}

/**
 * Where the phone offers the code of its message (WebOTP), a tap of the visitor fills it into the field; it is never
 * sent by itself.
 */
async function waitForTextMessage() {
  try {
    const message = 'OTPCredential' in globalThis && await navigator.credentials.get({ otp: { transport: ['sms'] } });
    byId('code').value ||= message?.code ?? '';
  } catch {
    // No permission, or no such phone: the visitor types.
  }
}

async function openWithTypedCode() {
  const code = codeIn(byId('code').value, page.status.codeLength);
  if (!code) {
    showError('code', 'code.digits');
    return;
  }
  clearError('code');
  tell('code.opening');
  page.ticket ??= encode(crypto.getRandomValues(new Uint8Array(32)));
  page.fetchableUntil ??= Date.now() + fetchMillis;
  keepTicket(page.ticket, page.fetchableUntil);
  await whileBusy(async () => {
    const answer = await handIn(page.access, code, page.ticket, page.status.triesLeft, tellAgain);
    if (answer.status === 200) {
      page.status.openings.left -= 1;
      await openMeeting(answer.body);
    } else {
      await takeRefusal(answer, 'code', ['open-invitation']);
    }
  });
}

// ---- the meeting

async function openMeeting({ envelope, share, id }) {
  try {
    const opened = await open(decode(envelope), page.secret, decode(share), decode(id));
    hold(readMeeting(opened.meeting), page.ticket, encode(opened.ack), page.fetchableUntil, page.status);
    showStep('meeting');
  } catch {
    // Nothing is acknowledged: for ten minutes the gateway gives it again.
    fail('damaged', () => lookUp(page.secret));
    return;
  }
  // Not before the meeting stands on the page.
  page.secret.fill(0);
  Object.assign(page, { digits: null, code: null });
  byId('digits').value = '';
  byId('code').value = '';
  if (page.status.openings.allowed > 1) {
    // Another device may have opened it since the page asked.
    const { body } = await askStatus(page.access);
    Object.assign(page.status.openings, body.openings);
    know({});
  }
}

// ---- what fails

async function takeFailure(field, triesLeft) {
  page.status.triesLeft = triesLeft;
  if (triesLeft === 0) {
    await showSpent({ state: 'locked' });
    return;
  }
  if (!isShown(field)) {
    showDigits();
  }
  showError(field, `${field}.wrong`, { tries: () => word('tries', { n: triesLeft }) });
}

async function takeRefusal(answer, step, buttons) {
  if (!lost(answer)) {
    page.fetchableUntil = null;
  }
  if (answer.problem === 'wrong-' + step) {
    await takeFailure(step, answer.body.triesLeft);
  } else if (answer.problem === 'not-yet') {
    waitFor(answer.body.opensFrom, answer.now);
  } else if (answer.status === 429) {
    buttons.forEach((button) => letWait(button, answer.retryAfter));
    tell(answer.retryAfter < longWait ? 'too-soon' : 'too-soon.long', { time: duration(answer.retryAfter) });
  } else if (lost(answer)) {
    tell(`${step}.lost`);
  } else if (answer.status === 410) {
    await showEnd(answer);
  } else if (answer.status === 404) {
    await end('showPaste', false);
  } else {
    tell('trouble.refused.what');
  }
}

/** Opened: perhaps by this page, or its answer was lost. Then its ticket fetches; only else it opens again, or is the alarm. */
async function showEnd(ended) {
  const { state, at, openings } = ended.body;
  ended.until ??= Math.min(kept().until ?? Infinity, Date.now() + fetchMillis - Math.max(0, ended.now - Date.parse(at) || 0));
  const answer = state === 'opened' && page.ticket ? await fetchAgain(page.ticket) : { status: 404 };
  if (answer.status === 200) {
    page.fetchableUntil = ended.until;
    await openMeeting(answer.body);
  } else if (answer.status !== 404) {
    fail(lost(answer) ? 'unreachable' : 'refused', () => showEnd(ended));
  } else if (state === 'opened' && openings?.left > 0) {
    openAgain(ended.now);
  } else if (state === 'opened' && kept().shown) {
    putAway();
    await end('showEnded', 'here');
  } else {
    await showSpent(ended.body);
  }
}

/** A ticket that showed the meeting, or is ten minutes old, is over. Another may be under way: it stays with its code. */
function openAgain(now) {
  if (kept().shown || kept().until < Date.now()) {
    page.ticket = null;
    putInAddress(encode(page.secret));
  }
  showLive(now);
}

/** A refusal tells less than the status: it does not say whether the organizer can be asked. */
async function showSpent(body) {
  const { state, at, openings, askable } = body.openings ? body : { ...(await askStatus(page.access)).body, ...body };
  const when = state === 'opened' && openings?.at.length ? openings.at : [at].filter(Boolean);
  await end('showEnded', state, { at: when, access: askable && page.access });
}

/** A step that is loaded when a visitor comes to it. */
async function end(step, ...facts) {
  try {
    await (await import('./ends.js'))[step](...facts);
  } catch {
    fail('unreachable', () => location.reload());
  }
}

function fail(kind, retry) {
  page.retry = retry;
  showTrouble(kind, retry);
}

async function chooseLanguage() {
  page.languageChosen = true;
  await speak(byId('language').value);
  if (holds()) {
    showHeld();
  }
}
