// `npm run l10n`: writes the texts of the code into l10n/bundle.l10n.json, takes out of the translations what no text has any more,
// and lists what is not translated.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesOf, languages, read, textsOfCode, textsOfManifest, type Translations } from '../tools/l10n/texts';

const root = path.resolve(import.meta.dirname, '..');

function write(file: string, texts: Readonly<Record<string, unknown>>): void {
  writeFileSync(file, `${JSON.stringify(texts, undefined, 2)}\n`);
}

/** In the order of the English texts, so that two languages can be read side by side. */
function tidy(file: string, keys: readonly string[]): void {
  const before = read(file);
  const after: Record<string, string> = {};
  for (const key of keys) {
    const text = before[key];
    if (text) after[key] = text;
    else console.log(`${path.relative(root, file)} lacks ${JSON.stringify(key)}`);
  }
  if (!same(before, after)) write(file, after);
}

function same(before: Translations, after: Translations): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

const code = textsOfCode(root);
const keys = Object.keys(code).sort((one, other) => (one < other ? -1 : 1));
write(path.join(root, 'l10n/bundle.l10n.json'), Object.fromEntries(keys.map((key) => [key, code[key]])));
for (const language of languages(root)) {
  const { bundle, manifest } = filesOf(root, language);
  tidy(bundle, keys);
  tidy(manifest, Object.keys(textsOfManifest(root)));
}
