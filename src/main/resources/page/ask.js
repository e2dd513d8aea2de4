/** One question to the gateway. An answer that did not arrive is a value, not an exception: it is ordinary on a train. */

const noAnswer = { status: 0, body: {}, problem: '', retryAfter: 0, now: 0 };
// A code may take the gateway ten seconds, for it waits for the SMS provider.
const patienceMillis = 30_000;

/**
 * @returns status, 0 if no answer of the gateway's came; body; problem, the error's name; retryAfter, in seconds; now, by
 *     the gateway's clock: the phone's may be wrong
 */
export async function ask(what, question) {
  try {
    return await read(await fetch('/link/' + what, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
      // With mode 'same-origin' and the page's no-referrer policy, Origin would be sent as null: the mode stays.
      redirect: 'error',
      // Whoever has everything closes the page at once.
      keepalive: what === 'acknowledge',
      signal: after(patienceMillis),
    }));
  } catch {
    return noAnswer;
  }
}

/** Ends a fetch that takes longer. What AbortSignal.timeout gives, which older browsers lack. */
export function after(millis) {
  const control = new AbortController();
  setTimeout(() => control.abort(), millis);
  return control.signal;
}

/** Nothing is known of what became of the question: it may be asked again, where asking twice costs nothing. */
export function lost({ status, problem }) {
  return status === 0 || (status >= 500 && problem !== 'sms-unavailable');
}

export function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

async function read(response) {
  const { status } = response;
  const text = await response.text();
  if (!text && (status === 202 || status === 204)) {
    return { ...noAnswer, status };
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // The page of a train's wireless network, or of a proxy, is no answer: its status says nothing of the invitation.
    return { ...noAnswer, status: status >= 500 ? status : 0 };
  }
  return {
    status,
    body,
    problem: String(body.type).replace('urn:sluis:problem:', ''),
    retryAfter: Number(body.retryAfter ?? response.headers.get('Retry-After')) || 0,
    now: Date.parse(response.headers.get('Date')) || Date.now(),
  };
}
