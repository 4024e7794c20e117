import { textLanguage } from '../../model/text/language';
import type { PromptCommandName } from './builtInCommands';

/** What a command is about, as far as it goes along. */
export type CommandSubject = 'selection' | 'file' | 'terminal' | 'nothing';

const subjects: Readonly<Record<CommandSubject, string>> = {
  selection: 'the selected code; the rest of the file is there to understand it',
  file: 'the current file',
  terminal:
    'the output of the terminal that is attached: what was run, what came of it, and where something failed, why and what to do',
  nothing: 'the code that is attached, or else the code that this conversation is about',
};

/**
 * What a command asks a model, in full. In English, whatever the user's language. `argument`: what stands behind the command; `isTyped`: the user
 * has written it, so that it tells the language of the answer.
 */
export function commandText(
  name: PromptCommandName,
  argument: string,
  subject: CommandSubject,
  isTyped = argument !== '',
): string {
  const asked = [tasks[name](subjects[subject])];
  if (argument !== '') asked.push(`The user adds: ${argument}`);
  if (!isTyped) asked.push(`Answer in the language with the tag "${textLanguage()}".`);
  return asked.join('\n\n');
}

const tasks: Readonly<Record<PromptCommandName, (subject: string) => string>> = {
  explain: (subject) =>
    `Explain ${subject}. Say first, in one or two sentences, what it is for. Then go through it in the order in which it runs, and name what is easy to miss: side effects, errors, special cases. Do not retell every line.`,
  fix: (subject) =>
    `Find and fix what is wrong in ${subject}. Begin with the problems that the editor reports, where some are attached. Say in one sentence for each what caused it, then give the changed code. Change nothing else, and do not hide a problem by silencing the tool that reports it.`,
  tests: (subject) =>
    `Write tests for ${subject}. Where tests of it are attached, use their framework, names and style, add to them and repeat none. Else use what is usual for the language and say in one sentence what you assume. Cover the usual case, the borders and the errors. Give the path of the file that the tests belong in.`,
  doc: (subject) =>
    `Document ${subject} with the documentation comments that are usual in its language. Say what a caller has to know: purpose, parameters, results, units, errors. Repeat nothing that the names say already. Give the documented code back, otherwise unchanged.`,
  'review-code': (subject) =>
    `Review ${subject}. Name what is wrong or likely to break, the worst first: the line, what happens, and how to fix it. Leave taste and praise out. Say so when you find nothing.`,
  review: () =>
    `Review the uncommitted changes that are attached. Name what is wrong or likely to break, the worst first: the file and line, what happens, and how to fix it. Leave taste and praise out. Say so when you find nothing.`,
  commit: () =>
    `Write the commit message for the changes that are attached. First line: at most 72 characters, in the imperative mood, without a full stop. Then, where the reason does not show in the changes, an empty line and a short body that says why. Follow the rules for commit messages that are attached, where there are any. Answer with the message alone, in one code block without a language.`,
};
