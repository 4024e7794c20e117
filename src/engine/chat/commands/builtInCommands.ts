import * as l10n from '@vscode/l10n';

/** What a command takes along by itself, besides what is chosen by hand. */
export type CommandNeed =
  /** The selection, else the file in front. */
  | 'code'
  /** The same, and what the editor reports of it. */
  | 'problems'
  /** The same, and tests of it that are there already. */
  | 'tests'
  /** What is staged, else all changes since the last commit. The file in front does not go along. */
  | 'staged'
  /** All changes since the last commit, likewise. */
  | 'changes';

/** A command that asks a model something. */
export interface PromptCommand {
  readonly name: string;
  readonly needs: CommandNeed;
  /** For people, in the language that is set by then. */
  readonly description: () => string;
}

/** In the order of the list. */
export const promptCommands = [
  { name: 'explain', needs: 'code', description: () => l10n.t('Explain the selected code, or the file') },
  {
    name: 'fix',
    needs: 'problems',
    description: () => l10n.t('Fix the problems of the selected code, or of the file'),
  },
  { name: 'tests', needs: 'tests', description: () => l10n.t('Write tests for the selected code, or for the file') },
  { name: 'doc', needs: 'code', description: () => l10n.t('Document the selected code, or the file') },
  {
    name: 'review-code',
    needs: 'code',
    description: () => l10n.t('Review the selected code, or the file'),
  },
  { name: 'review', needs: 'changes', description: () => l10n.t('Review what is not committed yet') },
  {
    name: 'commit',
    needs: 'staged',
    description: () => l10n.t('Write a commit message for what is staged, or for all'),
  },
] as const satisfies readonly PromptCommand[];

export type PromptCommandName = (typeof promptCommands)[number]['name'];

/** Commands that act on the conversation itself. */
export const actionCommands = [
  {
    name: 'new',
    hint: () => l10n.t('prompt'),
    description: () => l10n.t('Begin a new conversation, and ask there what follows'),
  },
  {
    name: 'compact',
    hint: () => '',
    description: () => l10n.t('Send a summary in place of the older half of the conversation'),
  },
] as const;

/** Whether a name belongs to a command of Everpair. */
export function isBuiltIn(name: string): boolean {
  return [...promptCommands, ...actionCommands].some((command) => command.name === name.toLowerCase());
}
