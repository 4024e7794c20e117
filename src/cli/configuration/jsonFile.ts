import { readFileSync, statSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { errorSummary } from '../../engine/model';
import { usageProblem } from '../output/exitCodes';

const maxBytes = 1_000_000;

export type JsonFile = Readonly<Record<string, unknown>>;

/**
 * A file of settings: JSON with comments. Undefined where there is none. Throws `Ended` for one that cannot be read or is wrong: going on
 * without it could send code where it must not go.
 */
export async function readJsonFile(file: string): Promise<JsonFile | undefined> {
  const text = textOf(file);
  if (text === undefined) return undefined;
  if (text.trim() === '') return {};
  const { parse } = await import('jsonc-parser');
  const errors: { readonly offset: number }[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors as never[], { allowTrailingComma: true });
  const [wrong] = errors;
  if (wrong) {
    const line = text.slice(0, wrong.offset).split('\n').length;
    throw usageProblem(l10n.t('{0} is no JSON: something is wrong in line {1}.', file, line));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw usageProblem(l10n.t('{0} must hold an object, { … }.', file));
  return value as JsonFile;
}

function textOf(file: string): string | undefined {
  try {
    const found = statSync(file);
    // A pipe would keep the reader waiting for ever.
    if (!found.isFile()) throw usageProblem(l10n.t('{0} is no file.', file));
    if (found.size > maxBytes) throw usageProblem(l10n.t('{0} is too large for settings.', file));
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (error instanceof Error && error.name === 'Ended') throw error;
    throw usageProblem(l10n.t('{0} cannot be read: {1}', file, errorSummary(error)));
  }
}
