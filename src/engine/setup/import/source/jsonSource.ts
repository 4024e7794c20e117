import * as l10n from '@vscode/l10n';
import type { Node, ParseError } from 'jsonc-parser';
import { fieldsOf, type Parsed, Plainer, TooMuch } from './parsed';
import { placeIn, tooLarge, tooMuch } from './sourceProblems';

/** Reads JSON with comments and commas at ends. Never rejects, and a problem quotes nothing of the file. */
export async function parseJson(text: string): Promise<Parsed> {
  const large = tooLarge(text);
  if (large) return large;
  const { parseTree } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  try {
    const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
    const [error] = errors;
    if (error || !tree) {
      const { line, column } = placeIn(text, error?.offset ?? 0);
      return { problem: l10n.t('Line {0}, column {1} cannot be read as JSON.', line, column) };
    }
    return { value: plain(tree, new Plainer(), 0) };
  } catch (error) {
    if (error instanceof TooMuch || error instanceof RangeError) return tooMuch();
    return { problem: l10n.t('It cannot be read as JSON.') };
  }
}

function plain({ type, value, children = [] }: Node, plainer: Plainer, depth: number): unknown {
  plainer.enter(depth);
  if (type === 'array') return children.map((child) => plain(child, plainer, depth + 1));
  if (type !== 'object') return value as unknown;
  return fieldsOf(
    children.flatMap(({ children: [name, of] = [] }) =>
      name && of ? [[String(name.value), plain(of, plainer, depth + 1)] as const] : [],
    ),
  );
}
