import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceText } from '../../../../../src/engine/setup/import/reading';
import { parseDotenv } from '../../../../../src/engine/setup/import/source/dotenvSource';
import { parseJson } from '../../../../../src/engine/setup/import/source/jsonSource';
import type { Parsed } from '../../../../../src/engine/setup/import/source/parsed';
import { parseYaml } from '../../../../../src/engine/setup/import/source/yamlSource';

export function sourceOf(name: string): SourceText {
  return { path: name, text: readFileSync(path.join(process.cwd(), 'test/fixtures/import', name), 'utf8') };
}

export async function valueOf({ path: name, text }: SourceText): Promise<unknown> {
  const parsed: Parsed = /\.ya?ml$/.test(name)
    ? await parseYaml(text)
    : name.endsWith('.env')
      ? parseDotenv(text)
      : await parseJson(text);
  if ('problem' in parsed) throw new Error(`${name}: ${parsed.problem}`);
  return parsed.value;
}
