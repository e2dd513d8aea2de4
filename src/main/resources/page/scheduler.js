/**
 * The gateway, as a scheduler calls it, for Node 20 and later and for browsers. The page does not load it.
 *
 *   const gateway = new Gateway('https://invitations.example.org', clientKey);
 *   const { invitations } = await gateway.post({ meeting, invitees });
 *
 * docs/clients.md says what it repeats and what not; nl.sluis.client.Gateway does the same in Java.
 */
import { originOf } from './public-url.js';

const firstPause = 500;
const longestPause = 8_000;
/** 500 invitations in one answer are less than one MiB. Beyond, the other end is not the gateway. */
const maxBytes = 4 * 1024 * 1024;
const passing = new Set([408, 429, 500, 502, 503, 504]);
const inUse = 'urn:sluis:problem:idempotency-key-in-use';
/** Of a bearer token (RFC 6750), so that a line break in a file of keys is found here. */
const token = /^[A-Za-z0-9._~+/-]+=*$/;
const id = /^[A-Za-z0-9_-]+$/;
const key = /^[ !#-[\]-~]{1,255}$/;
/** Of what Node says of a certificate that it refuses. No time heals that; browsers do not say why. */
const refused = /CERT|LEAF_SIGNATURE/;

/** The gateway, or a proxy before it, answered that it did not do what it was asked (RFC 9457). */
export class ProblemError extends Error {
  name = 'ProblemError';

  /** @param members what the answer says; of a proxy's page nothing is kept */
  constructor(status, members, mayBeDone) {
    const type = typeof members.type === 'string' ? members.type : 'about:blank';
    const errors = Array.isArray(members.errors) ? members.errors.filter((error) => error?.pointer) : [];
    const said = errors.slice(0, 5).map(({ pointer, detail }) => `; ${pointer} ${detail}`).join('');
    super(`${status} ${type}: ${members.detail ?? members.title ?? 'no problem document'}${said}`);
    /** The HTTP status. */
    this.status = status;
    /** As urn:sluis:problem:invalid, or about:blank. A later gateway may have types that nobody knows today. */
    this.type = type;
    this.detail = members.detail;
    /** Every wrong field: pointer (RFC 6901), detail. */
    this.errors = errors;
    /** Everything that the problem says, as sequence, retryAfter or line. */
    this.members = members;
    /** Whether the same may be answered otherwise later. Then it was repeated already, for as long as the patience. */
    this.mayPass = passing.has(status) || type === inUse;
    /**
     * False if certainly nothing was done. True if the status is 500 or above, or if an earlier attempt of this call had
     * no such certainty: then the same may be sent again, as after a NoAnswerError.
     */
    this.mayBeDone = mayBeDone || status >= 500;
  }
}

/**
 * There was no answer that can be read, in all the time that the client has patience. What was asked may have been done
 * all the same: post again with the same idempotencyKey; every other call may be made again as it was.
 */
export class NoAnswerError extends Error {
  name = 'NoAnswerError';
}

/**
 * One method for each call of the HTTP interface, with its names. Each gives the answer, or throws a ProblemError or a
 * NoAnswerError; meanwhile it repeats what api.md says should be repeated.
 */
export class Gateway {
  #origin;
  #authorization;
  #timeout;
  #patience;

  /**
   * @param url      scheme, host and port: https, or http to loopback
   * @param timeout  milliseconds for one attempt, to the last byte of its answer
   * @param patience milliseconds for all attempts of a call and the pauses between. A pause that would not end within it
   *     is not begun
   * @throws TypeError without a word of the key
   */
  constructor(url, clientKey, { timeout = 30_000, patience = 60_000 } = {}) {
    if (!clientKey) {
      throw new TypeError('no client key was given');
    }
    if (!token.test(clientKey)) {
      throw new TypeError('this is no client key: it has blanks, line breaks or other characters that no key has');
    }
    this.#origin = originOf(url);
    this.#authorization = `Bearer ${clientKey}`;
    this.#timeout = timeout;
    this.#patience = patience;
  }

  /**
   * Invites.
   *
   * @param idempotencyKey by which the gateway knows the post again. To go on after a crash, draw it yourself, and keep
   *     it with the body before you post. An error has the one that was used
   * @param lenient        true to leave out whoever is wrong; the answer has them in refused
   */
  async post(body, { idempotencyKey = crypto.randomUUID(), lenient = false } = {}) {
    if (!key.test(idempotencyKey)) {
      throw new TypeError('an idempotency key has 1 to 255 printable ASCII characters, and no double quote or backslash');
    }
    const headers = { 'Idempotency-Key': `"${idempotencyKey}"`, ...lenient && { Prefer: 'handling=lenient' } };
    try {
      return await this.#call('POST', '/v1/invitations', body, headers);
    } catch (error) {
      throw Object.assign(error, { idempotencyKey });
    }
  }

  /** Looks where an invitation stands. */
  async find(invitation) {
    return this.#call('GET', pathOf(invitation));
  }

  /** Looks who held what of an invitation, and when. */
  async trust(invitation) {
    return this.#call('GET', pathOf(invitation) + '/trust');
  }

  /**
   * Looks at many invitations, and asks for the next page when the former one is used up: a page may be empty and yet
   * have a next one.
   *
   * @param parameters meeting, or some of state, attention and since; limit for each page
   */
  async * list(parameters = {}) {
    let next;
    do {
      const page = await this.#call('GET', '/v1/invitations?' + new URLSearchParams(next ? { ...parameters, after: next } : parameters));
      yield* page.invitations ?? [];
      ({ next } = page);
    } while (next);
  }

  /** Ends an invitation, and tells nobody. Again is as good as once. */
  async revoke(invitation) {
    await this.#call('DELETE', pathOf(invitation));
  }

  /** Ends an invitation, and erases your ref and the organizer too. */
  async forget(invitation) {
    await this.#call('DELETE', pathOf(invitation) + '?forget=true');
  }

  /** Cancels a meeting, or some of its invitations. If an answer was lost, the next says only what is left to do. */
  async cancelMeeting(body) {
    return this.#call('POST', '/v1/meetings/cancel', body);
  }

  /** Ends all that is live of a meeting, because everybody is in. */
  async closeMeeting(uid) {
    return this.#call('POST', '/v1/meetings/close', { uid });
  }

  /**
   * Reads on in the feed of events. If the gateway says cursor-lost, begin again.
   *
   * @param after the next of your last answer, which you keep with what you made of its events; nothing to begin with the oldest event
   * @param wait  for how many seconds an answer without events is held back, 0 to 20
   */
  async events(after, { limit = 100, wait = 0 } = {}) {
    return this.#call('GET', '/v1/events?' + new URLSearchParams({ limit, wait, ...after && { after } }));
  }

  /** Asks until the answer is final or the patience is over. Of a body, every attempt sends the same bytes. */
  async #call(method, path, body, headers = {}) {
    const request = {
      method,
      headers: {
        'Authorization': this.#authorization,
        'Accept': 'application/json, application/problem+json',
        ...body && { 'Content-Type': 'application/json' },
        ...headers,
      },
      body: body && JSON.stringify(body),
      // The key is for the gateway alone, and no answer is for anybody else.
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
    };
    const end = performance.now() + this.#patience;
    let mayBeDone = false;
    for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
      const { content, failure, after = 0 } = await this.#attempt(path, request, end - performance.now(), mayBeDone);
      if (!failure) {
        return content;
      }
      // Between half of the pause and all of it, so that many that failed together do not come back together.
      const wait = after + pause * (1 + Math.random()) / 2;
      if (failure.isFinal || performance.now() + wait >= end) {
        throw failure.error;
      }
      mayBeDone = failure.error.mayBeDone ?? true;
      await new Promise((resume) => setTimeout(resume, wait));
    }
  }

  /** @returns content, or failure with the milliseconds after which the answer wants to be asked again */
  async #attempt(path, request, left, mayBeDone) {
    let answer;
    let text;
    try {
      answer = await fetch(this.#origin + path, { ...request, signal: AbortSignal.timeout(Math.ceil(Math.min(this.#timeout, left))) });
      text = await textOf(answer);
    } catch (cause) {
      const error = new NoAnswerError(`no answer: ${cause.cause?.message ?? cause.message}`, { cause });
      return { failure: { error, isFinal: cause instanceof RangeError || refused.test(cause.cause?.code) } };
    }
    if (answer.ok) {
      const content = answer.status === 204 ? {} : objectOf(text);
      return content ? { content } : { failure: { error: new NoAnswerError(`no answer of a gateway: ${answer.status}`), isFinal: true } };
    }
    const isProblem = answer.headers.get('Content-Type')?.startsWith('application/problem+json');
    const error = new ProblemError(answer.status, isProblem && objectOf(text) || {}, mayBeDone);
    return { failure: { error, isFinal: !error.mayPass }, after: retryAfter(answer.headers) };
  }
}

/** An id that is empty, or a path, would be another call. */
function pathOf(invitation) {
  if (!id.test(invitation)) {
    throw new TypeError('this is no id of an invitation');
  }
  return `/v1/invitations/${invitation}`;
}

/** @throws RangeError if it is too long; the rest is not read */
async function textOf(answer) {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
    bytes += part.value.length;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw new RangeError(`the answer has more than ${maxBytes} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** @returns undefined if it is not one JSON object */
function objectOf(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @returns milliseconds; 0 if nobody can read it. A date is compared with the answer's own: our clock may be wrong */
function retryAfter(headers) {
  const wish = headers.get('Retry-After') ?? '';
  if (/^\d+$/.test(wish)) {
    return Number(wish) * 1_000;
  }
  const wait = Date.parse(wish) - (Date.parse(headers.get('Date')) || Date.now());
  return wait > 0 ? wait : 0;
}
