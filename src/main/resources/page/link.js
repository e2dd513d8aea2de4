/** The link secret in the address of the page, put away when it is spent. */
import { decode } from './envelope.js';

// Mail scanners rewrite # to %23, and some once more to %2523. What they do to a link that is not followed: paste.js.
const secretAfterHash = /(?:#|%(?:25)*23)([\w-]{43})(?![\w-])/;
const hashInPath = /^\/i\/?%(?:25)*23(.*)$/;

/** Where an entry leads that has the time only. */
export const calendarPage = '/i#calendar';

/** The link secret of this page's address, or null. */
export function secretOfAddress() {
  const rewritten = hashInPath.exec(location.pathname);
  if (rewritten) {
    // Before anything is asked: a path is sent with every request's Referer, a fragment never.
    putInAddress(rewritten[1]);
  }
  try {
    return decode(secretAfterHash.exec(location.hash)[1]);
  } catch {
    return null;
  }
}

/** The address as if the link had been followed, so that a reload goes on where the visitor was. */
export function putInAddress(encodedSecret) {
  history.replaceState(null, '', '/i#' + encodedSecret);
}

/**
 * For a reload, until the visitor has everything. In this tab's history, with this address: another link has none.
 *
 * @param until when the ticket ends, by this browser's clock
 * @param shown whether the meeting stood on the page already: then its end is no alarm
 */
export function keepTicket(ticket, until, shown) {
  history.replaceState({ ticket, until, shown }, '');
}

/** Link and ticket go. What stays is that something was opened here, so that a reload says so, and how often the link of the mail still opens. */
export function putAway(left) {
  history.replaceState(left > 0 ? { opened: true, left } : { opened: true }, '', '/i');
}

export function kept() {
  return history.state ?? {};
}
