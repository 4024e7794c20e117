import type { Asked, Way } from '../../../tools/disobedience/replies';
import { prose, tongue } from './prose';
import { counting, plain, type Question, questions } from '../scenario/questions';

export interface Turn {
  readonly role: string;
  readonly content: string;
}

/** Requests of all protocols, as far as a model looks at them. */
export interface AskedBody {
  readonly messages?: readonly WireTurn[];
  readonly contents?: readonly GoogleTurn[];
  readonly input?: string | readonly WireTurn[];
  readonly stream_options?: { readonly include_usage?: boolean };
}

interface WireTurn {
  readonly role?: string;
  readonly content?: string | readonly { readonly text?: string }[];
}

interface GoogleTurn {
  readonly role?: string;
  readonly parts?: readonly { readonly text?: string }[];
}

export interface Said {
  /** Of one word each. */
  readonly pieces: readonly string[];
  readonly call: Question['call'];
}

export type NumberedWay = Pick<Way, 'reply'> & Pick<Asked, 'choice'>;

/**
 * The words of a model, which follows its instructions unless `way` is given: it answers the question from the beginning, continues
 * a trailing assistant turn, and where the last user turn quotes the end of a broken-off answer as its last paragraph, it begins
 * with the quotation and continues from there.
 */
export function answerTo(body: AskedBody, way?: NumberedWay): Said {
  const turns = turnsOf(body);
  const question = questionIn(turns);
  const broken = way && brokenIn(question.answer, turns);
  if (broken) return { pieces: pieces(way.reply({ ...broken, choice: way.choice })), call: question.call };
  return { pieces: pieces(question.answer.slice(startIn(question.answer, turns))), call: question.call };
}

function turnsOf({ messages, input, contents }: AskedBody): readonly Turn[] {
  if (contents) {
    return contents.map(({ role = '', parts = [] }) => ({
      role: role === 'model' ? 'assistant' : role,
      content: parts.map(({ text = '' }) => text).join(''),
    }));
  }
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  return (messages ?? input ?? []).map(({ role = '', content = '' }) => ({
    role,
    content: typeof content === 'string' ? content : content.map(({ text = '' }) => text).join(''),
  }));
}

function questionIn(turns: readonly Turn[]): Question {
  const asked = (text: string): boolean => turns.some(({ content }) => content.includes(text));
  const known = [...questions, ...prose].find(({ text }) => asked(text));
  if (known) return known;
  const to = turns.map(({ content }) => /Count to (\d+)\./.exec(content)?.[1]).find((match) => match !== undefined);
  return to === undefined ? plain : counting(Number(to));
}

/** What a model that is asked to go on has before it; undefined where the question alone is put. */
function brokenIn(answer: string, turns: readonly Turn[]): Omit<Asked, 'choice'> | undefined {
  const solid = turns.findLast(({ role }) => role === 'assistant')?.content.trim();
  if (solid === undefined || !answer.startsWith(solid)) return undefined;
  const last = turns.at(-1);
  const quoted = last?.role === 'user' ? quotedIn(last.content, solid) : undefined;
  // After a prefill the request quotes nothing; a model that repeats words takes its own last ones.
  return { answer, solid, shown: solid, anchor: quoted ?? solid.slice(-lastWordsChars), tongue };
}

const lastWordsChars = 40;

/** What the turn ends with, in whole paragraphs, of the end of the text. */
function quotedIn(turn: string, text: string): string | undefined {
  const paragraphs = turn.split('\n\n');
  return paragraphs
    .map((_, index) => paragraphs.slice(index).join('\n\n').trim())
    .find((end) => end !== '' && text.endsWith(end));
}

/** Where in the answer such a model begins. */
export function startIn(answer: string, turns: readonly Turn[]): number {
  const last = turns.at(-1);
  if (last?.role === 'assistant') return endOf(answer, last.content.trim());
  if (!turns.some(({ role }) => role === 'assistant')) return 0;
  const quoted = last?.content.split('\n\n').at(-1)?.trim() ?? '';
  return Math.max(0, answer.lastIndexOf(quoted));
}

function endOf(answer: string, partial: string): number {
  return answer.startsWith(partial) ? partial.length : 0;
}

function pieces(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\S)(?=\s)/);
}
