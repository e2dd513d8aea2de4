/**
 * One question to the gateway. An answer that did not arrive is a value here, not an exception: it is ordinary on a
 * train.
 */

const problemPrefix = 'urn:sluis:problem:';
// A code may take the gateway ten seconds, for it waits for the SMS provider.
const patienceMillis = 30_000;

/**
 * @returns {Promise<{status: number, body: object, problem: string, retryAfter: number}>} status 0: no answer, or not
 *   one of the gateway's; problem: the name of the error, else empty; retryAfter: whole seconds, 0 if none was said
 */
export async function ask(what, question) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), patienceMillis);
  try {
    const response = await fetch('/link/' + what, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
      credentials: 'same-origin',
      cache: 'no-store',
      // The mode stays the default: with mode 'same-origin' and the page's no-referrer policy, Origin would be sent as
      // null.
      redirect: 'error',
      signal: control.signal,
    });
    return await read(response);
  } catch {
    return lostAnswer();
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing is known of what became of the question: it may be asked again, where asking twice costs nothing. */
export function lost(answer) {
  return answer.status === 0 || (answer.status >= 500 && answer.problem !== 'sms-unavailable');
}

async function read(response) {
  if (response.status === 204) {
    return { status: 204, body: {}, problem: '', retryAfter: 0 };
  }
  const text = await response.text();
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // The page of a train's wireless network, or of a proxy, is not an answer; its status says nothing of the
    // invitation.
    return { ...lostAnswer(), status: response.status >= 500 ? response.status : 0 };
  }
  const problem = String(body.type ?? '').startsWith(problemPrefix) ? body.type.slice(problemPrefix.length) : '';
  const retryAfter = Number(body.retryAfter ?? response.headers.get('Retry-After')) || 0;
  return { status: response.status, body, problem, retryAfter };
}

function lostAnswer() {
  return { status: 0, body: {}, problem: '', retryAfter: 0 };
}
