/**
 * The invitee's page, in the order link, digits, code, meeting. Looking costs nothing: on load only the status is asked.
 * What spends something begins with a press, and a lost answer is asked for again so that it cannot cost twice.
 */
import { lost } from './ask.js';
import { withoutControls } from './calendar.js';
import { showEnded, showPaste, showTrouble } from './ends.js';
import { decode, encode } from './envelope.js';
import { askForCode, askStatus, fetchAgain, handIn } from './gateway.js';
import { hold, holds, keepHeld, showHeld } from './keep.js';
import { keepTicket, kept, putAway, putInAddress, secretOfAddress } from './link.js';
import { readMeeting } from './meeting.js';
import { accessOf, open } from './open.js';
import { rehearse } from './rehearse.js';
import {
  byId, clearError, duration, isShown, letWait, onPress, sayMinutes, showError, showStep, tell, whileBusy,
} from './show.js';
import { codeIn, fourDigits } from './typed.js';
import { know, say, speak, word } from './words.js';

const openStates = ['queued', 'mailed'];
const levels = ['sealed-at-intake', 'sealed-by-sender'];
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
  } else if (kept().opened) {
    showEnded('here');
  } else {
    showPaste(true);
  }
}

async function lookUp(secret) {
  showStep('wait');
  const access = encode(await accessOf(secret));
  Object.assign(page, { secret, access, ticket: kept().ticket, digits: null, code: null });
  const answer = await askStatus(page.access);
  if (answer.status === 200) {
    page.status = answer.body;
    await showStatus(answer);
  } else if (answer.status === 404) {
    showPaste(false);
  } else {
    fail(lost(answer) ? 'unreachable' : 'refused', () => lookUp(secret));
  }
}

async function showStatus(answer) {
  const { organization, organizer, reference, locale, level, logo, state, code, codeLength, triesLeft } = page.status;
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
  if (!openStates.includes(state)) {
    await showEnd(answer);
    return;
  }
  if (code) {
    keepCode(code, answer.now);
  } else {
    showDigits();
  }
  if (triesLeft <= fewTries) {
    tell('tries', { n: triesLeft });
  }
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
    ['send-code', 'resend'].forEach((button) => letWait(button, answer.retryAfter));
    tell('digits.sms-unavailable');
  } else {
    await takeRefusal(answer, 'digits', ['send-code', 'resend']);
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
  keepTicket(page.ticket);
  await whileBusy(async () => {
    const answer = await handIn(page.access, code, page.ticket, page.status.triesLeft, tellAgain);
    if (answer.status === 200) {
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
    const seconds = (page.fetchableUntil - Date.now()) / 1000;
    hold(readMeeting(opened.meeting), page.ticket, encode(opened.ack), seconds);
    showStep('meeting');
  } catch {
    // Nothing is acknowledged: for ten minutes the gateway gives it again.
    fail('damaged', () => showEnd({ body: { state: 'opened' }, until: page.fetchableUntil }));
    return;
  }
  // Not before the meeting stands on the page.
  page.secret.fill(0);
  Object.assign(page, { digits: null, code: null });
  byId('digits').value = '';
  byId('code').value = '';
}

// ---- what fails

function takeFailure(field, triesLeft) {
  page.status.triesLeft = triesLeft;
  if (triesLeft === 0) {
    showEnded('locked');
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
    takeFailure(step, answer.body.triesLeft);
  } else if (answer.status === 429) {
    buttons.forEach((button) => letWait(button, answer.retryAfter));
    tell(answer.retryAfter < longWait ? 'too-soon' : 'too-soon.long', { time: duration(answer.retryAfter) });
  } else if (lost(answer)) {
    tell(`${step}.lost`);
  } else if (answer.status === 410) {
    await showEnd(answer);
  } else if (answer.status === 404) {
    showPaste(false);
  } else {
    tell('trouble.refused.what');
  }
}

/** Opened: perhaps by this page, or its answer was lost. Then its ticket fetches; only else it is the alarm. */
async function showEnd(ended) {
  const { state, at } = ended.body;
  ended.until ??= Date.now() + fetchMillis - Math.max(0, ended.now - Date.parse(at) || 0);
  const answer = state === 'opened' && page.ticket ? await fetchAgain(page.ticket) : { status: 404 };
  if (answer.status === 200) {
    page.fetchableUntil = ended.until;
    await openMeeting(answer.body);
  } else if (answer.status !== 404) {
    fail(lost(answer) ? 'unreachable' : 'refused', () => showEnd(ended));
  } else if (state === 'opened' && kept().shown) {
    putAway();
    showEnded('here');
  } else {
    showEnded(state, at);
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
