import * as l10n from '@vscode/l10n';

export type FrontMatter =
  | { readonly fields: Readonly<Record<string, unknown>>; readonly body: string }
  /** Why it cannot be read, one sentence. */
  | { readonly problem: string };

const betweenLines = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/;

/**
 * What stands at the head of a file, as YAML, and the rest. `isBare`: the head may also begin without a line of hyphens, as in
 * Continue's `.prompt`. Never rejects.
 */
export async function frontMatterOf(source: string, isBare: boolean): Promise<FrontMatter> {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const head = betweenLines.exec(text);
  if (head) return read(head[1] ?? '', text.slice(head[0].length));
  if (text.startsWith('---\n')) return { problem: l10n.t('Its front matter has no end: a line with "---".') };
  const [, bare, body] = (isBare && /^([\s\S]*?)\n---[ \t]*(?:\n([\s\S]*))?$/.exec(text)) || [];
  return bare === undefined ? { fields: {}, body: text } : read(bare, body ?? '');
}

async function read(yaml: string, body: string): Promise<FrontMatter> {
  const { parseDocument } = await import('yaml');
  try {
    const document = parseDocument(yaml, { prettyErrors: true });
    const [error] = document.errors;
    if (error) return { problem: l10n.t('Its front matter is no YAML: {0}', firstLine(error.message)) };
    const value: unknown = document.toJS();
    if (value === null) return { fields: {}, body };
    if (typeof value !== 'object' || Array.isArray(value))
      return { problem: l10n.t('Its front matter has to be fields with values.') };
    return { fields: value as Readonly<Record<string, unknown>>, body };
  } catch (error) {
    // Names that stand for one another without end.
    return { problem: l10n.t('Its front matter is no YAML: {0}', firstLine(String(error))) };
  }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/:$/, '');
}
