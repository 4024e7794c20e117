import * as l10n from '@vscode/l10n';
import type { NotTaken, Reading, Taken } from '../reading';
import { shownText } from '../account/shownText';
import type { SecretText } from '../account/secretText';
import type { Duplicate, ImportPlan, ImportRow } from './importPlan';

/** What an import found, for people. */
export interface Report {
  readonly readings: readonly Reading[];
  readonly plan: ImportPlan;
  /** Folders and files that the chat reads where they are. */
  readonly inPlace: readonly string[];
  /** Folders and files with rules that it does not read. */
  readonly unreadRules: readonly string[];
}

/** As Markdown: what was found, what becomes what, and what is not taken and why. Holds no key. */
export function importReport({ readings, plan, inPlace, unreadRules }: Report): string {
  const parts = [
    `# ${l10n.t('What other tools’ settings would become')}`,
    l10n.t('Nothing has been changed. Choose in the list what to add to everpair.providers.'),
    ...(readings.length === 0 ? [l10n.t('No settings of another tool were found.')] : []),
    ...readings.map((reading) => section(reading, plan)),
    ...listOf(
      l10n.t('Read where they are'),
      inPlace,
      l10n.t('The chat reads these as they are, so there is nothing to take.'),
    ),
    ...listOf(
      l10n.t('Rules that are not read'),
      unreadRules,
      l10n.t('Everpair reads rules of a workspace from AGENTS.md and .continue/rules. Put the text into one of these.'),
    ),
  ];
  const text = `${parts.join('\n\n')}\n`;
  return withoutKeys(text, readings);
}

function section(reading: Reading, { rows, duplicates }: ImportPlan): string {
  const isHere = ({ tool, path }: ImportRow | Duplicate): boolean => tool === reading.tool && path === reading.path;
  const lines = [
    `## ${reading.tool}: ${code(reading.path)}`,
    '',
    ...(reading.problem === undefined ? [] : [`- ${l10n.t('It could not be read. {0}', reading.problem)}`]),
    ...rows.filter(isHere).map((row) => `- ${rowLine(row)}`),
    ...duplicates
      .filter(isHere)
      .map(({ model, id }) => `- ${l10n.t('{0} is in the chain already, as {1}.', code(model), code(id))}`),
    ...takenLines(reading.taken),
    ...notTakenLines(reading.notTaken),
  ];
  return lines.join('\n');
}

function rowLine({ entry, key, host, isOwn }: ImportRow): string {
  const { id, type, model, completionModel } = entry;
  const name = `${code(id)} (${code(type)}, ${code(host)})`;
  const what =
    completionModel === undefined
      ? l10n.t('Provider {0} with the model {1}.', name, code(model))
      : l10n.t('Provider {0} with the model {1}, and {2} for completions.', name, code(model), code(completionModel));
  return [what, keySentence(entry.apiKeyEnv, key), ...(isOwn ? [] : [ofWorkspace()])].join(' ');
}

const ofWorkspace = (): string => l10n.t('This workspace says so, and not you.');

function keySentence(variable: string | undefined, key: SecretText | undefined): string {
  if (key) return l10n.t('Its key is there and can be copied into the secret storage.');
  if (variable !== undefined) return l10n.t('Its key is taken from the variable {0}.', code(variable));
  return l10n.t('No key comes along.');
}

function takenLines(taken: readonly Taken[]): readonly string[] {
  if (taken.length === 0) return [];
  return [
    '',
    l10n.t('What becomes what:'),
    '',
    ...taken.map(({ field, becomes }) => `- ${code(field)} → ${code(becomes)}`),
  ];
}

/** By their reasons: a file has many parts that are not taken for the same one. */
function notTakenLines(notTaken: readonly NotTaken[]): readonly string[] {
  if (notTaken.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { field, why } of notTaken) byReason.set(why, [...(byReason.get(why) ?? []), code(field)]);
  const lines = [...byReason].map(([why, fields]) => `- ${fields.join(', ')}: ${why}`);
  return ['', l10n.t('What is not taken:'), '', ...lines];
}

function listOf(title: string, names: readonly string[], what: string): readonly string[] {
  if (names.length === 0) return [];
  return [`## ${title}\n\n${what}\n\n${names.map((name) => `- ${code(name)}`).join('\n')}`];
}

/** As code, in which nothing is a link or a picture. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\r\n]/g, ' ')}\``;
}

function withoutKeys(text: string, readings: readonly Reading[]): string {
  const keys = readings.flatMap(({ accounts }) => accounts.flatMap(({ key }) => key ?? []));
  return keys.reduce((left, key) => (key.isIn(left) ? left.replaceAll(key.reveal(), '…') : left), text);
}

/** A path under the user's home as people write it. */
export function shownFile(path: string, home: string): string {
  const short = home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  return short.split('/').map(shownText).join('/');
}
