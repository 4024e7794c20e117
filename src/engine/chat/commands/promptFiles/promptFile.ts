import * as l10n from '@vscode/l10n';
import { commandNameOf } from '../commandLine';
import { frontMatterOf } from './frontMatter';

/** A file with a prompt that is sent by its name. */
export interface PromptFile {
  /** Without the slash. */
  readonly name: string;
  /** Empty where the file has none. */
  readonly description: string;
  /** What may follow the name, for people; empty where the file does not say. */
  readonly argumentHint: string;
  /** What is asked, with variables and references in it. */
  readonly body: string;
  /** Fields that say something which Everpair does not do: "tools", "model". */
  readonly ignored: readonly string[];
}

/** `problem`: why the file cannot be used, one sentence. `name`: as well as it is known. */
export type PromptFileOutcome =
  | { readonly type: 'prompt'; readonly file: PromptFile }
  | { readonly type: 'broken'; readonly name: string; readonly problem: string }
  /** It says itself that it is no command. */
  | { readonly type: 'none' };

/** UTF-16 units of a file at most. */
export const maxPromptFileChars = 40_000;

/** Fields that are understood, in files of VS Code and of Continue. What is in no such list is named as not used. */
const known: ReadonlySet<string> = new Set(['name', 'description', 'argument-hint', 'invokable', 'version']);

/** Agents of VS Code that do what a chat does. */
const askingAgents: ReadonlySet<unknown> = new Set([undefined, '', 'ask']);

/** Reads a prompt file of VS Code (`.prompt.md`) or Continue (`.md`, `.prompt`), told apart by its name. Never rejects. */
export async function readPromptFile(fileName: string, source: string): Promise<PromptFileOutcome> {
  const stem = fileName.replace(/\.(?:prompt\.md|prompt|md)$/u, '');
  const fallback = commandNameOf(stem);
  const broken = (problem: string): PromptFileOutcome => ({ type: 'broken', name: fallback || stem, problem });
  if (source.length > maxPromptFileChars) {
    return broken(l10n.t('It is too long: {0} characters, at most {1}.', source.length, maxPromptFileChars));
  }
  const head = await frontMatterOf(source, fileName.endsWith('.prompt'));
  if ('problem' in head) return broken(head.problem);
  const { fields, body } = head;
  for (const field of ['name', 'description', 'argument-hint'] as const) {
    const value = fields[field];
    if (value !== undefined && value !== null && typeof value !== 'string')
      return broken(l10n.t('"{0}" has to be a text.', field));
  }
  if (fields['invokable'] === false) return { type: 'none' };
  const text = (field: string): string => {
    const value = fields[field];
    return typeof value === 'string' ? value.trim() : '';
  };
  const name = commandNameOf(text('name')) || fallback;
  if (name === '') return broken(l10n.t('It has no name that can be typed.'));
  const asked = withoutSystemTags(body).trim();
  if (asked === '') return broken(l10n.t('It asks for nothing.'));
  const file = { name, description: text('description'), argumentHint: text('argument-hint'), body: asked };
  return { type: 'prompt', file: { ...file, ignored: ignoredIn(fields, asked) } };
}

function ignoredIn(fields: Readonly<Record<string, unknown>>, body: string): readonly string[] {
  const ignored = Object.entries(fields)
    .filter(([field, value]) => !known.has(field) && value !== null && !isAsking(field, value))
    .map(([field, value]) => (typeof value === 'string' && value.length < 40 ? `${field}: ${value}` : field));
  return /#tool:/.test(body) && fields['tools'] === undefined ? [...ignored, '#tool'] : ignored;
}

function isAsking(field: string, value: unknown): boolean {
  return (field === 'agent' || field === 'mode') && askingAgents.has(value);
}

/** Continue's older files have a part for the system; here all is one question. */
function withoutSystemTags(body: string): string {
  return body.replace(/<system>\s*([\s\S]*?)\s*<\/system>/gu, '$1\n');
}
