/** How often the invitation opens, and whether it takes another's place: said wherever a word names one of these. */
import { know, word } from './words.js';

/** @param status of the gateway; asked anew for each language, so what changes in it is said too */
export function knowOpenings(status) {
  const openings = () => status.openings;
  const left = () => word('left', { n: openings().left });
  const once = () => openings().allowed === 1;
  const more = () => !once() && openings().left > 0;
  know({
    replaces: () => (status.sequence > 0 ? word('replaces') : ''),
    often: () => (once() ? word('often.once') : left()),
    again: () => (more() ? left() : ''),
    keep: () => word(once() ? 'keep.once' : more() ? 'keep.more' : 'keep.last'),
    done: () => word(more() ? 'done.more' : 'done.erased'),
  });
}
