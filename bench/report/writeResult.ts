import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../../tools/vscode/folders';

/** Prints a result as JSON and as Markdown, or writes both beside each other under `out`, a path without a suffix. */
export async function writeResult(result: object, markdown: string, out: string | undefined): Promise<void> {
  const json = `${JSON.stringify(result, undefined, 2)}\n`;
  if (out === undefined) console.log(json);
  console.log(markdown);
  if (out === undefined) return;
  const file = path.resolve(out);
  writeFileSync(`${file}.json`, json);
  writeFileSync(`${file}.md`, await format(markdown, { ...(await resolveConfig(root)), filepath: `${file}.md` }));
}
