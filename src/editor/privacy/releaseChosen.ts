import { maySend, type Release } from '../../engine/privacy';

/** As of a document in no file that the user adds by hand. */
const decision = maySend({ path: 'untitled', place: 'untitled' }, 'chosen');

/** Text that is in no file and that the user picked (output, problems, a page), with secrets masked. */
export const releaseChosen = (text: string): Release => {
  if (!decision.allowed) throw new Error('Text that the user picks may be sent.');
  return decision.release(text);
};
