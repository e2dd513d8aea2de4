/** Asks the organizer for a new invitation, in two steps: a scanner that presses a button once asks nobody. */
import { ask, lost } from './ask.js';
import { byId, disable, onPress, tell } from './show.js';
import { say } from './words.js';

let access;
let unsure;

onPress('ask-anew', () => {
  byId('ask-anew').hidden = true;
  byId('yes-ask').hidden = false;
  explain('anew.what');
});
onPress('yes-ask', async () => {
  disable('yes-ask', true);
  tell(null);
  const answer = await ask('ask', { access });
  disable('yes-ask', false);
  if (lost(answer) || answer.status === 429) {
    unsure ||= lost(answer);
    tell(lost(answer) ? 'anew.lost' : 'trouble.refused.what');
  } else {
    byId('yes-ask').hidden = true;
    // After an answer that was lost, a refusal says that the question had arrived.
    explain(answer.status === 202 || (unsure && answer.problem === 'not-askable') ? 'anew.asked' : 'anew.not');
  }
});

/** @param ofLink what the gateway knows the link by */
export function offerAnew(ofLink) {
  access = ofLink;
  byId('ask-anew').hidden = false;
}

/** Takes the focus too: it was on a button that is gone, and not yet on the one that follows. */
function explain(key) {
  say('anew', key);
  byId('anew').tabIndex = -1;
  byId('anew').focus();
}
