/**
 * The demonstration's page: asks the gateway every second what mailbox and phone hold, and shows it. All of it is text of others, so it
 * becomes text, and a link only where it is one of ours.
 */

const pollMillis = 1000;
const destroyedShown = 3;
const ourLink = location.origin + '/i#';

/** What is shown, so that the page is touched only where something is new: a reader's place and selection stay. */
const shown = { mails: [], messages: [], keys: '', scheduler: '', video: '' };
let timer;

byId('curl').textContent = curlCommand();
byId('locale').addEventListener('change', () => { byId('curl').textContent = curlCommand(); });
byId('steal').addEventListener('click', () => whileBusy('steal', 'Trying…', steal));
byId('post').addEventListener('click', () => whileBusy('post', 'Posting…', post));
byId('post-three').addEventListener('click', () => whileBusy('post-three', 'Posting…', postThree));
byId('post-made').addEventListener('click', () => whileBusy('post-made', 'Asking the video service…', postMade));
byId('join').addEventListener('click', () => whileBusy('join', 'Joining…', join));
byId('record').addEventListener('click', () => whileBusy('record', 'Recording…', record));
byId('loosen').addEventListener('click', () => whileBusy('loosen', 'Changing…', loosen));
byId('move').addEventListener('click', () => whileBusy('move', 'Moving…', move));
byId('cancel').addEventListener('click', () => whileBusy('cancel', 'Cancelling…', cancel));
byId('copy').addEventListener('click', copy);
byId('rotate').addEventListener('click', () => whileBusy('rotate', 'Rotating…', rotate));
document.addEventListener('visibilitychange', poll);
poll();

function byId(id) {
  return document.getElementById(id);
}

// ---- asking

async function poll() {
  clearTimeout(timer);
  if (document.visibilityState !== 'visible') {
    return;
  }
  await look();
  clearTimeout(timer);
  timer = setTimeout(poll, pollMillis);
}

async function look() {
  try {
    show(await (await ask('GET', '/demo/state')).json());
    say('trouble', '');
  } catch {
    say('trouble', 'The gateway does not answer. It is asked again every second.');
  }
}

async function ask(method, path) {
  const answer = await fetch(path, { method, cache: 'no-store' });
  if (!answer.ok) {
    throw Object.assign(new Error(String(answer.status)), { status: answer.status });
  }
  return answer;
}

async function post() {
  await ask('POST', '/demo/post?locale=' + byId('locale').value);
  say('post-said', 'Posted at ' + timeOfDay() + '. The mail is on its way to the mailbox.');
  await look();
}

async function postThree() {
  await ask('POST', '/demo/post-three?locale=' + byId('locale').value);
  say('post-three-said', 'Posted at ' + timeOfDay() + '. Open its link up to three times, each time with a new code, a minute apart.');
  await look();
}

async function postMade() {
  await ask('POST', '/demo/post-made?locale=' + byId('locale').value);
  say('post-made-said', 'Made by the video service and posted at ' + timeOfDay() + '. The mail is on its way to the mailbox.');
  await look();
}

async function join() {
  await ask('POST', '/demo/join');
  say('join-said', 'The service told at ' + timeOfDay() + ' that both are inside. If the invitation was opened, the scheduler is told that all are in.');
  await look();
}

async function record() {
  await ask('POST', '/demo/record');
  say('record-said', 'The service told at ' + timeOfDay() + ' that somebody records. The scheduler gets an alarm.');
  await look();
}

async function loosen() {
  await ask('POST', '/demo/loosen');
  say('loosen-said', 'The service told at ' + timeOfDay() + ' that settings changed. The gateway looks at them now.');
  await look();
}

async function move() {
  await ask('POST', '/demo/move');
  say('move-said', 'Moved at ' + timeOfDay() + '. A new mail is on its way. Look at the old link too.');
  await look();
}

async function cancel() {
  await ask('POST', '/demo/cancel');
  say('cancel-said', 'Cancelled at ' + timeOfDay() + '. Whoever had the mail gets another one, unless the meeting was opened.');
  await look();
}

async function rotate() {
  const answer = await ask('POST', '/demo/rotate');
  say('rotate-said', (await answer.text()).trim());
  await look();
}

async function steal() {
  const { row, mail, attempts } = await (await ask('POST', '/demo/steal')).json();
  byId('stolen').hidden = false;
  byId('row').replaceChildren(...row.map(columnRow));
  byId('attempts').replaceChildren(...attempts.map(attemptItem));
  say('steal-said', mail === null ? 'Its mail has not come yet, so there is no link to try.' : 'At ' + timeOfDay() + ' nothing opened.');
  if (attempts.some(({ answer }) => answer.result === 'opened')) {
    say('steal-said', 'It opened. That must not be: please report it.');
  }
  await look();
}

/** Not the attribute disabled: it would take the focus from the pressed button. */
async function whileBusy(id, words, work) {
  const button = byId(id);
  if (button.getAttribute('aria-disabled') === 'true') {
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  say(id + '-said', words);
  try {
    await work();
  } catch ({ status }) {
    say(id + '-said', status === 404 ? 'Post a meeting here first.' : 'That did not work. The words are in the gateway’s log.');
  } finally {
    button.setAttribute('aria-disabled', 'false');
  }
}

async function copy() {
  try {
    await navigator.clipboard.writeText(byId('curl').textContent);
    say('copy-said', 'Copied.');
  } catch {
    getSelection().selectAllChildren(byId('curl'));
    say('copy-said', 'Selected: copy it by keyboard.');
  }
}

/** A live region speaks when it changes, so it changes only when there is something else to say. */
function say(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}

// ---- showing

function show(state) {
  const mails = update('mails', state.mails, mailItem);
  const messages = update('messages', state.messages, messageItem);
  const news = [count(mails, 'new mail'), count(messages, 'new text message')].filter(Boolean).join(', ');
  if (news) {
    say('arrived', news + ', ' + timeOfDay());
  }
  showKeys(state.keys);
  showScheduler(state.scheduler);
  showVideo(state.video);
}

/** Puts what is new on top and leaves the rest alone. Returns how many are new. */
function update(id, items, element) {
  const before = shown[id];
  const fresh = Math.max(0, items.length - before.length);
  const grown = JSON.stringify(items.slice(fresh)) === JSON.stringify(before);
  if (fresh === 0 && grown) {
    return 0;
  }
  shown[id] = items;
  byId('no-' + id).hidden = items.length > 0;
  if (grown) {
    fold(byId(id));
    byId(id).prepend(...items.slice(0, fresh).map(element));
  } else {
    byId(id).replaceChildren(...items.map(element));
  }
  return Math.max(fresh, grown ? 0 : 1);
}

/** The newest is open; one that somebody is in stays so. */
function fold(list) {
  for (const details of list.querySelectorAll('details[open]')) {
    details.open = details.contains(document.activeElement);
  }
}

function count(number, what) {
  return number > 1 ? `${number} ${what}s` : number === 1 ? '1 ' + what : '';
}

function mailItem(mail, index) {
  const details = make('details');
  details.open = index === 0;
  const text = make('div', 'text');
  text.append(...withLinks(mail.text.trim()));
  details.append(
    make('summary', '', make('strong', '', mail.subject), make('span', '', 'to ' + mail.to), make('span', '', 'from ' + mail.from)),
    mailFrame(mail),
    make('details', 'plain', make('summary', '', 'The same as plain text'), text));
  return make('li', '', details);
}

/** As a mail program shows it: a page of its own, without scripts, whose links open another tab. It is as high as the mail. */
function mailFrame(mail) {
  const frame = make('iframe');
  frame.title = mail.subject;
  frame.setAttribute('sandbox', 'allow-same-origin allow-popups allow-popups-to-escape-sandbox');
  frame.src = '/demo/mails/' + mail.number;
  // Of the body, because a document is never less high than its frame.
  const fit = () => { frame.style.height = Math.ceil((frame.contentDocument?.body?.getBoundingClientRect().bottom ?? 584) + 16) + 'px'; };
  frame.addEventListener('load', () => {
    fit();
    new ResizeObserver(fit).observe(frame.parentElement);
  });
  return frame;
}

function messageItem(message) {
  return make('li', '', make('p', 'bubble', message.text), make('p', 'to', 'to ' + message.to));
}

/** The text as it is; what begins as our own link and goes on as a secret does can be clicked. */
function withLinks(text) {
  return text.split(/(\S+)/).map((word) =>
    word.startsWith(ourLink) && /^[A-Za-z0-9_-]+$/.test(word.slice(ourLink.length)) ? link(word) : word);
}

function link(address) {
  const anchor = make('a', '', address);
  anchor.href = address;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  return anchor;
}

function showKeys(keys) {
  const text = JSON.stringify(keys);
  if (text === shown.keys) {
    return;
  }
  shown.keys = text;
  const destroyed = keys.filter((key) => key.state === 'DESTROYED').sort(byNewest('destroyedAt'));
  const opening = keys.filter((key) => key.state !== 'DESTROYED').sort(byNewest('createdAt'));
  byId('keys').replaceChildren(...[...opening, ...destroyed.slice(0, destroyedShown)].map(keyRow));
  const more = destroyed.length - destroyedShown;
  say('keys-more', more > 0 ? `And ${more} more, destroyed earlier.` : '');
}

function showScheduler(scheduler) {
  const text = JSON.stringify(scheduler);
  if (text === shown.scheduler) {
    return;
  }
  shown.scheduler = text;
  byId('no-invitations').hidden = scheduler.invitations.length > 0;
  byId('invitations').replaceChildren(...scheduler.invitations.slice(0, 5).map(invitationItem));
  byId('events').replaceChildren(...scheduler.events.slice(0, 12).map(eventItem));
}

function showVideo(video) {
  const text = JSON.stringify(video);
  if (text === shown.video) {
    return;
  }
  shown.video = text;
  const { account, heldToCome, owedInAll, hosts } = video.seen;
  byId('loosen').textContent = video.loosened ? 'Forbid recordings again' : 'Allow recordings';
  say('looked', account.failure ? 'The last look failed: ' + account.failure
    : account.lookedAt ? 'The gateway looked at ' + timeOfDay(account.lookedAt) + ', and looks again on ' + dayAndTime(account.nextAt) + '.'
      : 'The gateway has not looked yet.');
  byId('proof').replaceChildren(...account.rules.map(proofRow));
  say('held', `${heldToCome} of our meetings to come, ${video.meetings} at the service, ${owedInAll} to be deleted there. `
    + hosts.map(({ host, leftToday }) => `${host} may have ${leftToday} more today.`).join(' '));
}

function proofRow({ rule, proof, loosenedAt, detail }) {
  return make('tr', loosenedAt ? 'loosened' : '', make('td', '', rule),
    make('td', '', loosenedAt ? make('strong', '', 'Does not hold. ') : '', loosenedAt ? detail : proof));
}

function invitationItem({ id, reference, state, openedAt, attention }) {
  const more = [openedAt && 'opened at ' + timeOfDay(openedAt), attention].filter(Boolean).join(', ');
  return make('li', '', make('strong', '', `${reference}: ${state}`), make('span', 'id', id), more);
}

function eventItem({ type, at, data }) {
  const number = data && Object.keys(data).length > 0 ? ' ' + JSON.stringify(data) : '';
  return make('li', '', timeOfDay(at) + ' ', make('code', '', type + number));
}

function attemptItem({ with: what, status, answer }) {
  const said = what === 'mail'
    ? ['With the mail: its link asks for the digits of the phone, so four were made up. The gateway says ',
      make('code', '', `${status} ${JSON.stringify(answer)}`)]
    : ['With mail and database together: ', make('strong', '', {
      'does-not-open': 'it does not open. The share in the row is sealed under a key that is in neither.',
      'nothing-left': 'nothing is there any more. Share and envelope are erased.',
      opened: 'it opened.',
    }[answer.result])];
  return make('li', '', ...said);
}

function columnRow({ column, value, bytes }) {
  return make('tr', '', make('td', '', column),
    make('td', '', value === null ? 'nothing' : make('code', '', bytes > 24 ? value + '…' : value)), make('td', 'count', String(bytes ?? '')));
}

function byNewest(moment) {
  return (one, other) => String(other[moment]).localeCompare(String(one[moment]));
}

function keyRow(key) {
  const state = key.state.toLowerCase();
  return make('tr', state,
    make('td', '', key.family, make('span', 'id', key.id.slice(0, 8) + '…')),
    make('td', '', make('span', 'state', state)),
    make('td', 'count', String(key.rows)));
}

function make(tag, className = '', ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

function timeOfDay(moment) {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(moment ? new Date(moment) : new Date());
}

function dayAndTime(moment) {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(moment));
}

// ---- the call as a scheduler makes it

function curlCommand() {
  const day = tomorrowInAmsterdam();
  // As a video service draws one for each meeting.
  const id = String(90_000_000_000 + Math.floor(Math.random() * 9_999_999_999));
  const body = {
    meeting: {
      title: 'Selectiegesprek',
      start: day.date + 'T10:00:00' + day.offset,
      end: day.date + 'T11:00:00' + day.offset,
      timeZone: 'Europe/Amsterdam',
      organizer: { name: 'Selection desk', email: 'selection@example.org' },
      joinUrl: 'https://zoom.us/j/' + id,
      webClientUrl: 'https://app.zoom.us/wc/join/' + id,
      meetingId: id,
      passcode: '482913',
    },
    invitees: [{ name: 'Invitee One', email: 'invitee@example.net', phone: '+31687654321', locale: byId('locale').value }],
  };
  return `curl -H @client-header -H 'Content-Type: application/json' \\
  ${location.origin}/v1/invitations -d '
${JSON.stringify(body, null, 2)}'`;
}

/** Date and offset there, where in an hour of the night it may be another day than here. */
function tomorrowInAmsterdam() {
  const timeZone = 'Europe/Amsterdam';
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date());
  const noon = new Date(today + 'T12:00:00Z');
  noon.setUTCDate(noon.getUTCDate() + 1);
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(noon).find((part) => part.type === 'timeZoneName').value.replace('GMT', '');
  return { date: noon.toISOString().slice(0, 10), offset };
}
