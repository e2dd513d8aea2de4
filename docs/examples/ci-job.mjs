// What a job of your CI does with a test gateway: starts one, posts, reads link and code, opens, and looks at state and events. Needs a JDK 17
// and Node 20, and the modules of the page for what opens an envelope. The number is the first of two free ports:
//
//   node docs/examples/ci-job.mjs target/sluis.jar test.yml 8080
import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { decode, encode } from '../../src/main/resources/page/envelope.js';
import { accessOf, open } from '../../src/main/resources/page/open.js';

const [jar, config, port = '8080'] = process.argv.slice(2);
const adminPort = Number(port) + 1;
const url = `http://127.0.0.1:${port}`;
const admin = `http://127.0.0.1:${adminPort}`;
const folder = mkdtempSync(join(tmpdir(), 'sluis-ci'));
const log = join(folder, 'gateway.log');
// The gateway refuses variables of this name that it does not know.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SLUIS_')));
const gateway = spawn('java', [`-Ddw.publicUrl=${url}`, `-Ddw.server.applicationConnectors[0].port=${port}`,
  `-Ddw.server.adminConnectors[0].port=${adminPort}`, '-jar', resolve(jar), 'server', resolve(config)],
{ cwd: folder, env, stdio: ['ignore', openSync(log, 'w'), 'inherit'] });
let clientKey;
let next = '';
let after = '';

try {
  // 1. The gateway is up, and a client key is made.
  await eventually('the gateway', () => ask('GET', admin + '/healthcheck').catch(() => null));
  const operatorKey = readFileSync(join(folder, 'sluis-test/operator-key'), 'utf8').trim();
  const made = await ask('POST', admin + '/tasks/create-client?name=ci', '', { Authorization: 'Bearer ' + operatorKey });
  clientKey = (await made.text()).match(/^client-key: (.+)$/m)[1];

  // 2. Your scheduler posts. Here you call your own program, with url and clientKey.
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const posted = await asks('POST', '/v1/invitations', {
    meeting: {
      title: 'Selectiegesprek', start: day + 'T10:00:00Z', end: day + 'T11:00:00Z', timeZone: 'Europe/Amsterdam',
      organizer: { name: 'Selection desk', email: 'selection@example.org' }, location: 'Kamer 4',
    },
    invitees: [{ name: 'Invitee One', email: 'invitee@example.net', phone: '+31612345678', locale: 'nl' }],
  });
  assert.equal(posted.test, true);
  const { id } = posted.invitations[0];

  // 3. The invitee gets the mail, and its link proves itself by what is derived from it.
  const secret = decode((await message(id, 'mail')).link.split('#')[1]);
  const access = encode(await accessOf(secret));

  // 4. The invitee types the last four digits of the number, gets the code, and types that. The page opens what it gets.
  const sent = await pageAsks('code', { access, digits: '5678' });
  assert.equal(sent.delivery, 'sent');
  const { code } = await message(id, 'sms');
  const ticket = encode(crypto.getRandomValues(new Uint8Array(32)));
  const released = await pageAsks('release', { access, code, ticket });
  const { meeting } = await open(decode(released.envelope), secret, decode(released.share), decode(released.id));
  assert.equal(JSON.parse(meeting).title, 'Selectiegesprek');

  // 5. Your scheduler sees that it was opened, in the feed and by its state.
  await eventually('invitation.opened', async () => (await eventsOf(id)).includes('invitation.opened'));
  assert.equal((await asks('GET', '/v1/invitations/' + id)).state, 'opened');
  console.log('opened ' + id);
} finally {
  gateway.kill();
}

/** Reads on until a message of this kind about the invitation has come. */
function message(invitation, kind) {
  return eventually(kind, async () => {
    const page = await asks('GET', '/v1/test/messages?limit=100' + next);
    next = '&after=' + page.next;
    return page.messages.find((one) => one.invitation === invitation && one.kind === kind);
  });
}

/** Reads the feed on, and prints what it has of this invitation. */
async function eventsOf(invitation) {
  const page = await asks('GET', '/v1/events?limit=500&wait=20' + after);
  after = '&after=' + page.next;
  const types = page.events.filter((event) => event.invitation === invitation).map((event) => event.type);
  types.forEach((type) => console.log(type));
  return types;
}

async function eventually(what, look) {
  for (const until = Date.now() + 120_000; Date.now() < until && gateway.exitCode === null; await pause(200)) {
    const found = await look();
    if (found) {
      return found;
    }
  }
  throw new Error(`${what} did not come: ${readFileSync(log, 'utf8').slice(-2_000)}`);
}

async function asks(method, path, body) {
  return (await ask(method, url + path, body && JSON.stringify(body), { Authorization: 'Bearer ' + clientKey })).json();
}

async function pageAsks(what, body) {
  return (await ask('POST', `${url}/link/${what}`, JSON.stringify(body), { 'Sec-Fetch-Site': 'same-origin' })).json();
}

async function ask(method, address, body, headers) {
  const answer = await fetch(address, {
    method, body, headers: { 'Content-Type': 'application/json', ...headers }, signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) {
    throw new Error(`${address} was answered ${answer.status} ${await answer.text()}`);
  }
  return answer;
}
