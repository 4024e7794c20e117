import type { Tongue } from './tongue';

/** What a model that is asked to go on has before it. */
export interface Asked {
  /** The whole answer, which it knows by heart. */
  readonly answer: string;
  /** What it was shown of it. */
  readonly solid: string;
  /** What the user sees of it. */
  readonly shown: string;
  /** The last words that it has to begin with; absent after a prefill. */
  readonly anchor: string;
  readonly tongue: Tongue;
  /** A number to choose by. */
  readonly choice: number;
}

/** A reply, and what may become of it. */
export interface Way {
  readonly reply: (asked: Asked) => string;
  /** It goes on with the answer, so that it is to be joined. */
  readonly isProper: boolean;
  /** What the user may read in the end besides the true answer. */
  readonly alsoTrue?: (asked: Asked) => string;
}

function pick<T>(from: readonly T[], { choice }: Asked): T {
  return from[choice % from.length]!;
}

const rest = ({ answer, solid }: Asked): string => answer.slice(solid.length);
const goesOn = (asked: Asked): string => asked.anchor + rest(asked);
const remark = (asked: Asked): string => pick(asked.tongue.remarks, asked);
const lastLine = ({ solid }: Asked): string => solid.slice(solid.lastIndexOf('\n') + 1);
const lastWords = (text: string, count: number): string =>
  /\s/.test(text)
    ? text
        .split(/(?<=\s)(?=\S)/)
        .slice(-count)
        .join('')
    : text.slice(-count * 4);
const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?。！？।])\s*/u).filter((each) => each !== '');
const otherWords = ({ tongue }: Asked): string => tongue.otherWords.join(tongue.space);
const otherAnswer = (asked: Asked): string => `${otherWords(asked)}\n\n${otherWords(asked)}`;

const proper = (reply: Way['reply']): Way => ({ reply, isProper: true });
const improper = (reply: Way['reply']): Way => ({ reply, isProper: false });
const around = (before: string, after: string): Way => proper((asked) => `${before}${goesOn(asked)}${after}`);

/**
 * A cut point with another white space. What was shown of it stays, and where the model writes more of it no rule can tell which
 * was to come: that is the answer.
 */
function seamed(before: (asked: Asked) => string, space: string): Way {
  const after = (each: Asked): string => rest(each).trimStart();
  return {
    ...proper((each) => before(each) + space + after(each)),
    alsoTrue: (each) => {
      const gap = /^\s*/.exec(each.shown.slice(each.solid.length))![0];
      const own = each.tongue.space === '' || space.startsWith(gap) ? space : undefined;
      return own === undefined && !gap.startsWith(space) ? each.answer : each.solid + (own ?? gap) + after(each);
    },
  };
}

/** How models go on that were asked to begin with the last words, and how they do not. */
export const asked: Readonly<Record<string, Way>> = {
  'as asked': proper(goesOn),
  'a remark on its own line': proper((asked) => `${remark(asked)}\n\n${goesOn(asked)}`),
  'a remark on the same line': proper((asked) => `${remark(asked)} ${goesOn(asked)}`),
  'two remarks': proper((asked) => `${asked.tongue.remarks.slice(0, 2).join(' ')}\n${goesOn(asked)}`),
  'a remark and a rule': proper((asked) => `${remark(asked)}\n\n---\n\n${goesOn(asked)}`),
  'a remark in another language': proper((asked) => `Sure, continuing from there:\n\n${goesOn(asked)}`),
  'a remark, and the last words in quotes': proper((asked) => `${remark(asked)} "${asked.anchor}"${rest(asked)}`),
  'last words in quotes': proper((asked) => `"${asked.anchor}"${rest(asked)}`),
  'last words in typographic quotes': proper((asked) => `“${asked.anchor}”${rest(asked)}`),
  'last words in angled quotes': proper((asked) => `«${asked.anchor}»${rest(asked)}`),
  'quotes around all': around('"', '"'),
  'corner brackets around all': around('「', '」'),
  'dots before': around('...', ''),
  'an ellipsis before': around('… ', ''),
  'bold last words': proper((asked) => `**${asked.anchor}**${rest(asked)}`),
  'last words as code': proper((asked) => `\`${asked.anchor}\`${rest(asked)}`),
  'a fence around all': around('```\n', '\n```'),
  'a named fence around all': around('```markdown\n', '\n```\n'),
  'a remark and a fence around all': proper(
    (asked) => `${remark(asked)}\n\n\`\`\`text\n${goesOn(asked)}\n\`\`\`\n\n${pick(asked.tongue.remarksAfter, asked)}`,
  ),
  'the last five words': proper((asked) => lastWords(asked.anchor, 5) + rest(asked)),
  'the last three words': proper((asked) => lastWords(asked.anchor, 3) + rest(asked)),
  'the whole last line': proper((asked) => lastLine(asked) + rest(asked)),
  'the whole last paragraph': proper(
    (asked) => asked.solid.slice(asked.solid.lastIndexOf('\n\n') + 1).trimStart() + rest(asked),
  ),
  'the whole answer': proper(({ answer }) => answer),
  'a remark and the whole answer': proper((asked) => `${remark(asked)}\n\n${asked.answer}`),
  'line breaks for spaces': proper((asked) => asked.anchor.replaceAll(' ', '\n') + rest(asked)),
  'two spaces for one': proper((asked) => asked.anchor.replaceAll(' ', '  ') + rest(asked)),
  'no space at the seam': seamed(({ anchor }) => anchor, ''),
  'a new line at the seam': seamed(({ anchor }) => anchor, '\n'),
  'a space at the seam': seamed(({ anchor }) => anchor, ' '),
  'a small first letter': proper((asked) => asked.anchor.charAt(0).toLowerCase() + asked.anchor.slice(1) + rest(asked)),
  'decomposed letters': proper((asked) => asked.anchor.normalize('NFD') + rest(asked)),
  'typographic signs': proper(
    (asked) => asked.anchor.replaceAll("'", '’').replaceAll(' - ', ' – ').replaceAll('"', '”') + rest(asked),
  ),
  'no emphasis': proper((asked) => asked.anchor.replaceAll(/[*`]/g, '') + rest(asked)),
  'a remark after it': {
    ...proper((asked) => `${goesOn(asked)}\n\n${pick(asked.tongue.remarksAfter, asked)}`),
    alsoTrue: (asked) => `${asked.answer}\n\n${pick(asked.tongue.remarksAfter, asked)}`,
  },
  'nothing repeated': improper((asked) => rest(asked).trimStart()),
  'a remark and nothing repeated': improper((asked) => `${remark(asked)}\n\n${rest(asked).trimStart()}`),
  'a refusal': improper((asked) => pick(asked.tongue.refusals, asked)),
  'a refusal in English': improper(() => "I can't continue that, it looks like a prompt injection."),
  'a refusal that quotes': improper((asked) => `${pick(asked.tongue.refusals, asked)} "${asked.anchor}"`),
  'a refusal behind the quote': improper((asked) => `"${asked.anchor}"\n\n${pick(asked.tongue.refusals, asked)}`),
  'a refusal behind the last words': improper((asked) => `${asked.anchor}\n\n${pick(asked.tongue.refusals, asked)}`),
  'a question': improper((asked) => pick(asked.tongue.questions, asked)),
  'a question that quotes': improper(
    (asked) => `${asked.tongue.remarks[0]!} "${asked.anchor}". ${pick(asked.tongue.questions, asked)}`,
  ),
  'a question behind the last words': improper(
    (asked) => `${remark(asked)}\n\n${asked.anchor}\n\n${pick(asked.tongue.questions, asked)}`,
  ),
  'the last words and no more': improper(({ anchor }) => anchor),
  'the last words and a full stop': improper(({ anchor }) => `${anchor}.`),
  'the last words and dots': improper(({ anchor }) => `"${anchor}..."`),
  'a remark, the last words and no more': improper((asked) => `${remark(asked)} ${asked.anchor}`),
  'the answer so far and no more': improper(({ solid }) => solid),
  'other words': improper(otherWords),
  'a remark and other words': improper((asked) => `${remark(asked)}\n\n${otherWords(asked)}`),
  'the answer begun again in other words': improper((asked) =>
    asked.tongue.otherWords.toReversed().join(asked.tongue.space),
  ),
  'its first sentence, then other words': {
    ...improper((asked) => `${sentencesOf(asked.answer)[0]!}${asked.tongue.space}${otherAnswer(asked)}`),
    // Where the answer broke off right after its first sentence, the white space that was shown stays.
    alsoTrue: (asked) => {
      const first = sentencesOf(asked.answer)[0]!;
      const gap = asked.solid === first ? /^\s*/.exec(asked.shown.slice(first.length))![0] : '';
      return first + (gap || asked.tongue.space) + otherAnswer(asked);
    },
  },
  'a later sentence': improper((asked) => sentencesOf(rest(asked)).slice(2).join(' ')),
  'another language': improper((asked) =>
    asked.tongue.name === 'English' ? 'Hier folgt der Rest der Erklärung.' : 'The explanation goes on here.',
  ),
  nothing: improper(() => ''),
  'white space': improper(() => ' \n\n'),
  'a remark and no more': improper(remark),
  'dots and no more': improper(() => '…'),
};

/** How models go on that got the text as their own unfinished turn. */
export const prefilled: Readonly<Record<string, Way>> = {
  straight: proper(rest),
  'without the space': seamed(() => '', ''),
  'from the last words': proper(goesOn),
  'from the last words, with a new line at the seam': seamed(({ anchor }) => anchor, '\n'),
  'a remark, then the last words': proper((asked) => `${remark(asked)}\n\n${goesOn(asked)}`),
  'the whole answer': proper(({ answer }) => answer),
  'the last words and no more': improper(({ anchor }) => anchor),
  'a refusal behind the last words': improper((asked) => `${asked.anchor}\n\n${pick(asked.tongue.refusals, asked)}`),
  'a question behind the last words': improper((asked) => `${asked.anchor}\n\n${pick(asked.tongue.questions, asked)}`),
  'a refusal': improper((asked) => pick(asked.tongue.refusals, asked)),
  'a refusal behind a space': improper((asked) => ` ${pick(asked.tongue.refusals, asked)}`),
  'a refusal in a new paragraph': improper((asked) => `\n\n${pick(asked.tongue.refusals, asked)}`),
  'a refusal in English': improper(() => "I can't continue that, it looks like a prompt injection."),
  'a question': improper((asked) => pick(asked.tongue.questions, asked)),
  'a remark and no more': improper(remark),
  nothing: improper(() => ''),
  'white space': improper(() => ' \n\n'),
};
