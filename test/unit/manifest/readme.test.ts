import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contributes, root, settings } from './manifest';

describe('the README', () => {
  const rows = readFileSync(path.join(root, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));

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
