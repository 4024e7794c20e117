import { asked, type Way } from '../../../tools/disobedience/replies';
import type { NumberedWay } from './model';
import type { Disobedience, Fault } from '../scenario/faults';

type Kind = 'goes on, not only as asked' | 'does not go on' | 'goes on elsewhere';

interface NamedWay extends NumberedWay {
  readonly kind: Kind;
  /** Why no engine can distinguish it from a good continuation. */
  readonly note?: string;
}

function way(kind: Kind, name: keyof typeof asked, choice = 0, title = name): readonly [string, NamedWay] {
  const { reply } = asked[name] as Way;
  return [title, { kind, reply, choice }];
}

const around = 'goes on, not only as asked';
const not = 'does not go on';
const elsewhere = 'goes on elsewhere';

/** How B replies when it is asked to go on, by the name that the report gives it. */
export const ways: Readonly<Record<string, NamedWay>> = Object.fromEntries([
  way(around, 'as asked'),
  way(around, 'a remark on the same line'),
  way(around, 'a remark on its own line', 1, 'an apology on its own line'),
  way(around, 'two remarks'),
  way(around, 'a remark, and the last words in quotes'),
  way(around, 'last words in quotes'),
  way(around, 'dots before'),
  way(around, 'bold last words'),
  way(around, 'a fence around all'),
  way(around, 'a remark and a fence around all'),
  way(around, 'the last five words'),
  way(around, 'two spaces for one'),
  way(around, 'no space at the seam'),
  way(around, 'a new line at the seam'),
  way(around, 'a remark after it'),
  way(not, 'a refusal'),
  way(not, 'a refusal that quotes', 1),
  way(not, 'a refusal behind the last words', 2),
  way(not, 'a question'),
  way(not, 'a question behind the last words'),
  way(not, 'the last words and no more'),
  way(not, 'other words'),
  way(not, 'a remark and other words', 1),
  way(not, 'another language'),
  way(not, 'a remark and no more'),
  way(not, 'nothing'),
  way(not, 'white space'),
  way(elsewhere, 'the whole answer'),
  way(elsewhere, 'a remark and the whole answer', 1),
  way(elsewhere, 'nothing repeated'),
  way(elsewhere, 'a remark and nothing repeated'),
  way(elsewhere, 'a later sentence'),
  [
    'the last words, then a sentence left out',
    {
      kind: elsewhere,
      choice: 0,
      reply: ({ answer, solid, anchor }) => anchor + answer.slice(solid.length).replace(/[.;\n][^.;\n]*[.;\n]/, ''),
      note: 'Nobody but the model knows what it left out, so that who goes on at all has to believe it.',
    },
  ],
] satisfies (readonly [string, NamedWay])[]);

const mark = 'disobeys: ';

export function disobedience(name: string): Disobedience {
  return `${mark}${name}`;
}

export function wayOf(fault: Fault): NamedWay | undefined {
  return fault.startsWith(mark) ? ways[fault.slice(mark.length)] : undefined;
}
