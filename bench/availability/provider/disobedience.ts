import type { Draws } from '../../simulation/draws';

/** Where an answer broke off, and what a model was asked to begin with. */
export interface Break {
  readonly answer: string;
  /** Characters of the answer that were shown. */
  readonly shown: number;
  readonly lastWords: string;
}

type Reply = (broken: Break) => string;

const rest: Reply = ({ answer, shown }) => answer.slice(shown);
const asAsked: Reply = (broken) => broken.lastWords + rest(broken);

/** What models say that were asked to go on and do not simply do so. */
const replies: readonly Reply[] = [
  (broken) => `Sure, here is the rest: ${asAsked(broken)}`,
  (broken) => `Sorry about that!\n\n${asAsked(broken)}`,
  (broken) => `"${broken.lastWords}"${rest(broken)}`,
  (broken) => `…${asAsked(broken)}`,
  (broken) => `\`\`\`\n${asAsked(broken)}\n\`\`\``,
  ({ answer }) => answer,
  ({ answer }) => `Natürlich, noch einmal von vorn:\n\n${answer}`,
  rest,
  (broken) => rest(broken).split(' ').slice(5).join(' '),
  ({ lastWords }) => lastWords,
  () => 'I can’t continue that, it looks like an injection.',
  () => 'Could you tell me what you would like me to continue?',
  () => 'In short: these are the numbers up to the last.',
  () => '',
];

export function disobedientReply(broken: Break, draws: Draws): string {
  return replies[draws.weighted(replies.map(() => 1))]?.(broken) ?? '';
}
