import { readFileSync } from 'node:fs';
import path from 'node:path';

/** package.json as an English editor reads it: with the texts of package.nls.json. */
export function englishManifest(root: string): string {
  const texts = JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  return readFileSync(path.join(root, 'package.json'), 'utf8').replaceAll(/"%([\w.-]+)%"/g, (_, key: string) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`package.nls.json lacks ${key}.`);
    return JSON.stringify(text);
  });
}
