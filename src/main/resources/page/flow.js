/**
 * The invitee's page: asks the gateway and shows the step that follows. The order: link, digits, code, meeting.
 *
 * Looking costs nothing: on load only the status is asked. What spends something (a code, a try, the invitation) begins
 * with a press of the visitor, and a lost answer is asked for again in a way that cannot cost twice (gateway.js).
 */
import { lost } from './ask.js';
import { calendarOf } from './calendar.js';
import { showEnded, showOpenedHere, showPaste, showTrouble } from './ends.js';
import { decode, encode } from './envelope.js';
import { acknowledge, askForCode, askStatus, fetchAgain, handIn } from './gateway.js';
import { putAway, putInAddress, secretIn, secretOfAddress, wasOpenedHere } from './link.js';
import { showMeeting } from './meeting.js';
import { accessOf, open } from './open.js';
import {
  byId, clearError, dateAndTime, duration, isShown, letWait, onPress, showError, showKeys, showStep, tell, time,
  whileBusy,
} from './show.js';
import { otherLanguage, say, speak, word } from './words.js';

const ticketBytes = 32;
const openStates = ['queued', 'mailed'];
const longWaitSeconds = 3600;

/** All that the page knows; it lives and ends with the page. */
const page = {
  secret: null, access: null, status: {}, digits: null, code: null, ticket: null, meeting: null,
  saved: false, languageChosen: false, retry: null,
};

speak(navigator.language);
onPress('language', chooseLanguage);
onPress('use-link', usePastedLink);
onPress('send-code', sendTypedDigits);
onPress('have-code', showCode);
onPress('open-invitation', openWithTypedCode);
onPress('retry-release', openWithTypedCode);
onPress('resend', resend);
onPress('back', showDigits);
onPress('save-calendar', saveCalendar);
onPress('try-again', () => page.retry());
addEventListener('hashchange', followAnotherLink);
addEventListener('beforeunload', keepUnsaved);
begin();

// ---- the link

function begin() {
  const secret = secretOfAddress();
  if (!globalThis.crypto?.subtle) {
    fail('browser', null);
  } else if (secret) {
    lookUp(secret);
  } else if (wasOpenedHere()) {
    showOpenedHere();
  } else {
    showPaste('paste');
  }
}

async function lookUp(secret) {
  showStep('wait');
  Object.assign(page, { secret, access: encode(await accessOf(secret)), digits: null, code: null, ticket: null });
  const answer = await askStatus(page.access);
  if (answer.status === 200) {
    page.status = answer.body;
    showStatus();
  } else if (answer.status === 404) {
    showPaste('paste.unknown');
  } else {
    fail(lost(answer) ? 'unreachable' : answer.status === 429 ? 'busy' : 'refused', () => lookUp(secret));
  }
}

function showStatus() {
  const { organization, locale, level, state, at, code } = page.status;
  byId('organization').textContent = organization ?? '';
  if (['sealed-at-intake', 'sealed-by-sender'].includes(level)) {
    say(byId('level'), 'level.' + level, { organization });
  }
  if (locale && !page.languageChosen) {
    speak(locale);
  }
  if (!openStates.includes(state)) {
    showEnded(state, at, whom);
  } else if (code) {
    keepCode(code);
    showCode();
  } else {
    showDigits();
  }
}

function usePastedLink() {
  const secret = secretIn(byId('link').value);
  if (!secret) {
    showError('link', 'paste.wrong');
    return;
  }
  clearError('link');
  putInAddress(encode(secret));
  byId('link').value = '';
  lookUp(secret);
}

/** A phone may open a second link in the same page: only the fragment changes then. */
async function followAnotherLink() {
  const secret = secretOfAddress();
  if (!secret) {
    return;
  }
  if (page.meeting && encode(await accessOf(secret)) === page.access) {
    putAway();
  } else {
    location.reload();
  }
}

// ---- the digits

function showDigits() {
  showKeys('key.link.here', 'key.code.needed');
  say(byId('digits-who'), 'digits.who', { organizer: whom, organization: page.status.organization });
  say(byId('digits-hint'), 'digits.hint', { organizer: whom });
  byId('have-code').hidden = !page.code;
  clearError('digits');
  letWait('send-code', 'digits.send', secondsUntilResend());
  showStep('digits');
}

function sendTypedDigits() {
  const typed = byId('digits').value.replace(/\D/g, '');
  // A phone may fill in the whole number; its last four are what is asked.
  const digits = typed.length > 8 ? typed.slice(-4) : typed;
  if (digits.length !== 4) {
    showError('digits', 'digits.four');
    return;
  }
  clearError('digits');
  sendCode(digits);
}

function resend() {
  if (page.digits) {
    sendCode(page.digits);
  } else {
    showDigits();
  }
}

async function sendCode(digits) {
  tell('digits.sending');
  const before = { code: page.code, triesLeft: page.status.triesLeft };
  await whileBusy(['send-code', 'have-code', 'open-invitation', 'resend', 'back'], async () => {
    takeCodeAnswer(await askForCode(page.access, digits, before, tellTrouble), digits);
  });
}

function takeCodeAnswer(answer, digits) {
  if (answer.status === 202) {
    const again = isShown('code');
    page.digits = digits;
    keepCode(answer.body);
    byId('code').value = '';
    showCode();
    tell(again ? 'code.resent' : null);
    waitForTextMessage();
  } else if (answer.problem === 'wrong-digits') {
    takeFailure('digits', 'digits.wrong', answer.body.triesLeft);
  } else if (answer.status === 422) {
    tell('digits.no-sms', { organizer: whom });
  } else if (answer.problem === 'sms-unavailable') {
    tell('digits.sms-unavailable', { organizer: whom });
  } else if (answer.status === 429) {
    letWait('send-code', 'digits.send', answer.retryAfter);
    letWait('resend', 'code.resend', answer.retryAfter);
    tellTooSoon(answer.retryAfter);
  } else if (lost(answer)) {
    tell('digits.lost');
  } else {
    takeRefusal(answer);
  }
}

// ---- the code

function keepCode(code) {
  page.code = { ...code, received: Date.now() };
}

/** The gateway counts resendAfter from its answer. */
function secondsUntilResend() {
  return page.code ? Math.max(0, Math.ceil(page.code.resendAfter - (Date.now() - page.code.received) / 1000)) : 0;
}

function showCode() {
  showKeys('key.link.here', 'key.code.asked');
  const { delivery, reference, expiresAt } = page.code;
  const sent = { sent: 'code.sent', unknown: 'code.unknown' }[delivery] ?? 'code.pending';
  say(byId('code-sent'), sent, { length: page.status.codeLength });
  byId('reference').textContent = reference;
  say(byId('code-hint'), 'code.until', { time: () => time(expiresAt) });
  clearError('code');
  offerRetry(false);
  letWait('open-invitation', 'code.open', 0);
  letWait('resend', 'code.resend', secondsUntilResend());
  showStep('code');
}

/**
 * Where the phone offers the code of its message (WebOTP), a tap of the visitor fills it into the field; it is never
 * sent by itself.
 */
function waitForTextMessage() {
  if ('OTPCredential' in globalThis) {
    navigator.credentials.get({ otp: { transport: ['sms'] } }).then((message) => {
      byId('code').value ||= message?.code ?? '';
    }).catch(() => {
      // No permission, no such phone, or a newer wait: the visitor types.
    });
  }
}

async function openWithTypedCode() {
  const code = byId('code').value.replace(/\D/g, '');
  const length = page.status.codeLength;
  if (code.length !== length) {
    showError('code', 'code.digits', { length });
    return;
  }
  clearError('code');
  tell('code.opening');
  page.ticket ??= encode(crypto.getRandomValues(new Uint8Array(ticketBytes)));
  await whileBusy(['open-invitation', 'retry-release', 'resend', 'back'], async () => {
    await takeReleaseAnswer(await handIn(page.access, code, page.ticket, page.status.triesLeft, tellTrouble));
  });
}

async function takeReleaseAnswer(answer) {
  if (answer.status === 200) {
    await openMeeting(answer.body);
  } else if (answer.problem === 'wrong-code') {
    offerRetry(false);
    takeFailure('code', 'code.wrong', answer.body.triesLeft);
  } else if (answer.status === 429) {
    offerRetry(false);
    letWait('open-invitation', 'code.open', answer.retryAfter);
    tellTooSoon(answer.retryAfter);
  } else if (lost(answer)) {
    offerRetry(true);
    tell('code.lost');
    byId('retry-release').focus();
  } else {
    takeRefusal(answer);
  }
}

function offerRetry(offered) {
  byId('retry-release').hidden = !offered;
  byId('open-invitation').hidden = offered;
}

// ---- the meeting

async function openMeeting(released) {
  let opened;
  let meeting;
  try {
    opened = await open(decode(released.envelope), page.secret, decode(released.share), decode(released.id));
    meeting = JSON.parse(opened.meeting);
  } catch {
    // Nothing is acknowledged: the gateway keeps it for ten minutes, and the ticket may fetch it once more.
    fail('damaged', openOnceMore);
    return;
  }
  page.secret.fill(0);
  Object.assign(page, { meeting, digits: null, code: null });
  byId('digits').value = '';
  byId('code').value = '';
  showKeys('key.turned', 'key.turned');
  showMeeting(meeting);
  showStep('meeting');
  putAway();
  // Not awaited: the visitor reads meanwhile, and need not know if it fails.
  acknowledge(page.ticket, encode(opened.ack));
}

async function openOnceMore() {
  tell('code.opening');
  const answer = await fetchAgain(page.ticket);
  if (answer.status === 200) {
    await openMeeting(answer.body);
  } else {
    fail(lost(answer) ? 'unreachable' : 'damaged', lost(answer) ? openOnceMore : null);
  }
}

function saveCalendar() {
  const labels = {
    join: word('meeting.join-link'), webClient: word('meeting.web-client'),
    meetingId: word('meeting.id'), passcode: word('meeting.passcode'),
  };
  const file = new Blob([calendarOf(page.meeting, labels, new Date())], { type: 'text/calendar;charset=utf-8' });
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(file);
  // A name that says nothing: downloads are listed where others may look.
  anchor.download = word('meeting.file');
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
  page.saved = true;
  tell('meeting.saved');
}

/** The page holds the only copy until it is saved: the browser asks before it goes. */
function keepUnsaved(event) {
  if (page.meeting && !page.saved) {
    event.preventDefault();
  }
}

// ---- what fails

function takeFailure(field, key, triesLeft) {
  page.status.triesLeft = triesLeft;
  if (triesLeft === 0) {
    showEnded('locked', null, whom);
    return;
  }
  if (!isShown(field)) {
    showDigits();
  }
  showError(field, key, { organizer: whom, tries: () => word('tries', { n: triesLeft }) });
}

function takeRefusal(answer) {
  if (answer.status === 410) {
    showEnded(answer.body.state, answer.body.at, whom);
  } else if (answer.status === 404) {
    showPaste('paste.unknown');
  } else {
    tell('refused', { organizer: whom });
  }
}

function tellTooSoon(seconds) {
  const moment = Date.now() + seconds * 1000;
  if (seconds < longWaitSeconds) {
    tell('too-soon', { time: duration(seconds) });
  } else {
    tell('too-soon.until', { time: () => dateAndTime(moment) });
  }
}

function fail(kind, retry) {
  page.retry = retry;
  showTrouble(kind, retry !== null, whom);
}

function tellTrouble() {
  tell('code.again');
}

/** The organizer's name, while the gateway still knows it. */
function whom() {
  return page.status.organizer || word('organizer.unknown');
}

function chooseLanguage() {
  page.languageChosen = true;
  speak(otherLanguage());
  if (page.meeting) {
    showMeeting(page.meeting);
  }
}
