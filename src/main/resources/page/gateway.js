/**
 * The five questions, asked so that a bad connection costs nothing: what may be asked twice is asked again after a
 * pause, and of what may not, the status tells what became of it. onTrouble is called before each pause.
 */
import { ask, lost, pause } from './ask.js';

const pausesOfLooking = [1, 2];
const longPauses = [1, 2, 4, 8, 15];
// A ticket fetches thirty times: what these leave is for reloads, and for presses of the visitor.
const pausesAfterRelease = [1, 3, 8];
const secondsUnderWay = 2;

export function askStatus(access) {
  return patiently(() => ask('status', { access }), pausesOfLooking);
}

/** Asks for a code once. If the answer is lost, the status tells: a new code than before, or a try less. */
export async function askForCode(access, digits, before, onTrouble) {
  const first = await ask('code', { access, digits });
  if (first.status === 429) {
    // A browser repeats by itself a POST whose kept connection broke: then it was our own first one that came before.
    const answer = await ask('status', { access });
    return isNew(answer.body.code, before.code) ? codeSent(answer) : first;
  }
  if (!lost(first)) {
    return first;
  }
  onTrouble();
  // Time for a request still under way: the gateway may be waiting for its SMS provider.
  await pause(secondsUnderWay);
  const answer = await patiently(() => ask('status', { access }), longPauses);
  if (answer.status !== 200) {
    return answer;
  }
  if (isNew(answer.body.code, before.code)) {
    return codeSent(answer);
  }
  if (answer.body.triesLeft < before.triesLeft) {
    return failure(answer, 'wrong-digits');
  }
  // It never arrived; a press asks again.
  return { ...answer, status: 0 };
}

/** Hands in the code until there is an answer. With the same ticket, asking again is a fetch and costs nothing. */
export async function handIn(access, code, ticket, triesLeft, onTrouble) {
  const release = () => ask('release', { access, code, ticket });
  let answer = await release();
  for (const seconds of pausesAfterRelease) {
    if (!lost(answer)) {
      break;
    }
    onTrouble();
    await pause(seconds);
    answer = await fetchAgain(ticket);
    if (answer.status === 404) {
      answer = await unlessWrongAlready(access, triesLeft, release);
    }
  }
  return answer;
}

/** An unknown ticket: the code never arrived, or it was wrong. A wrong code handed in twice costs two tries. */
async function unlessWrongAlready(access, triesLeft, release) {
  const answer = await ask('status', { access });
  if (answer.status === 200 && answer.body.triesLeft < triesLeft) {
    return failure(answer, 'wrong-code');
  }
  return lost(answer) ? answer : release();
}

/** What a release with this ticket gave. Asked once, for they are counted. */
export function fetchAgain(ticket) {
  return ask('fetch', { ticket });
}

/** Lets the gateway erase at once what it else erases in ten minutes. */
export function acknowledge(ticket, ack) {
  return patiently(() => ask('acknowledge', { ticket, ack }), longPauses);
}

function isNew(code, known) {
  return Boolean(code) && (code.reference !== known?.reference || code.expiresAt !== known?.expiresAt);
}

/** What the lost answer must have been, told from the status. */
function codeSent(answer) {
  return { ...answer, status: 202, body: answer.body.code };
}

function failure(answer, problem) {
  return { ...answer, status: 403, problem, body: { triesLeft: answer.body.triesLeft } };
}

async function patiently(question, pauses) {
  let answer = await question();
  for (const seconds of pauses) {
    if (!lost(answer)) {
      break;
    }
    await pause(seconds);
    answer = await question();
  }
  return answer;
}
