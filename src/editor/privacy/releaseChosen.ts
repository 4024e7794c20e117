import { maySend, type Release } from '../../engine/privacy';

/** Text that is in no file and that the user picked (output, problems, a page), with secrets masked. */
export const releaseChosen = (text: string): Release => {
  // As of a document in no file that the user adds by hand. Not decided while the window starts: that compiles all patterns of names.
  const decision = maySend({ path: 'untitled', place: 'untitled' }, 'chosen');
  if (!decision.allowed) throw new Error('Text that the user picks may be sent.');
  return decision.release(text);
};
