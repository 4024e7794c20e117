import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { presets } from '../../../src/engine/providers/catalogue/presets/presets';
import { descriptors } from '../../../src/engine/providers/registry/descriptors';
import { contributes, root, settings } from './manifest';

interface Named {
  readonly label: string;
  readonly keyPage?: string;
}

/** What the README calls them. */
const spoken: Readonly<Record<string, string>> = {
  'Gemini on Vertex AI': 'Google Vertex AI',
  'Claude on Vertex AI': 'Google Vertex AI',
  'OpenAI-compatible host': 'Any other address that speaks OpenAI',
  'Local model': 'A model that Everpair fetches and runs',
  'Text Generation Inference': 'TGI',
};

function rowsOf(file: string): readonly string[] {
  return readFileSync(path.join(root, file), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
}

describe('the page of settings and commands', () => {
  const rows = rowsOf('docs/settings.md');

  it('has each command in its table, by its title', () => {
    const cells = rows.filter((row) => row.startsWith('| Everpair: ')).map((row) => row.split('|')[1] ?? '');
    const listed = cells.flatMap((cell) =>
      cell
        .replaceAll(/\([^)]*\)/g, '')
        .trim()
        .replace('Everpair: ', '')
        .split(/ *, /),
    );
    assert.deepEqual(
      contributes.commands.map(({ title }) => title).filter((title) => !listed.includes(title)),
      [],
    );
  });

  it('has each setting in its table', () => {
    assert.deepEqual(
      Object.keys(settings).filter((key) => !rows.some((row) => row.startsWith(`| \`${key}\` `))),
      [],
    );
  });
});

describe('the README', () => {
  it('has the page of each vendor that makes keys, and each vendor and server by its name', () => {
    const text = rowsOf('README.md').join('\n');
    for (const { keyPage, label } of [...descriptors, ...presets] as readonly Named[]) {
      if (keyPage !== undefined) assert.ok(text.includes(`](${keyPage})`), keyPage);
      assert.ok(text.includes(spoken[label] ?? label), label);
    }
  });
});
