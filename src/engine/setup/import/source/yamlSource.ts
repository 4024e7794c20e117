import * as l10n from '@vscode/l10n';
import { fieldsOf, type Parsed, Plainer, TooMuch } from './parsed';
import { tooLarge, tooMuch } from './sourceProblems';

/** How often names may stand for other parts of the file. */
const maxAliases = 100;

/** Reads YAML: plain data alone, a tag means nothing. Never rejects, and a problem quotes nothing of the file. */
export async function parseYaml(text: string): Promise<Parsed> {
  const large = tooLarge(text);
  if (large) return large;
  const { parseDocument } = await import('yaml');
  try {
    const document = parseDocument(text, { schema: 'core', prettyErrors: true, logLevel: 'silent' });
    const [error] = document.errors;
    if (error) {
      const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
      return { problem: l10n.t('Line {0}, column {1} cannot be read as YAML.', line, col) };
    }
    const value: unknown = document.toJS({ mapAsMap: true, maxAliasCount: maxAliases });
    return { value: plain(value, new Plainer(), 0) };
  } catch (error) {
    if (error instanceof TooMuch || error instanceof RangeError || isExpansion(error)) return tooMuch();
    return { problem: l10n.t('It cannot be read as YAML.') };
  }
}

/** The parser says with the same error that a name stands for nothing, and that names stand for too much. */
function isExpansion(error: unknown): boolean {
  return error instanceof ReferenceError && error.message.startsWith('Excessive');
}

function plain(value: unknown, plainer: Plainer, depth: number): unknown {
  plainer.enter(depth);
  if (Array.isArray(value)) return value.map((each) => plain(each, plainer, depth + 1));
  if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    return fieldsOf(entries.map(([key, each]) => [nameOf(key), plain(each, plainer, depth + 1)] as const));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

function nameOf(key: unknown): string {
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean' ? String(key) : '?';
}
