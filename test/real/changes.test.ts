import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { Change } from '../../src/engine/edit/changes/change';
import { ChangeLog } from '../../src/engine/edit/changes/changeLog';
import { progressOf, reversed } from '../../src/engine/edit/changes/interrupted';
import { planWrite } from '../../src/engine/edit/changes/planWrite';
import { systemClock as clock } from '../../src/engine/model/async/clock';
import { silentLog as log } from '../../src/engine/model/log';
import { Database } from '../../src/engine/storage/database';
import { describeWithSqlite } from '../../tools/test/withSqlite';
import { node } from './support/chatProcess';

const texts = {
  'a.txt': { before: 'one\ntwo\nthree\n', after: 'ONE\ntwo\nthree\nfour\n' },
  'b.txt': { before: 'alpha\r\nbeta\r\n', after: 'alpha\r\nBETA\r\n' },
  'new.txt': { before: undefined, after: 'new\n' },
} as const;
const names = Object.keys(texts) as readonly (keyof typeof texts)[];

/** Makes the change as a window does, over the disk. */
const script = (bundle: string, folder: string): string => `
  const { ChangeLog, FileChanges, Database, systemClock: clock, silentLog: log, Uri } = require(${JSON.stringify(bundle)});
  const database = Database.open({ file: { folder: ${JSON.stringify(path.join(folder, 'storage'))}, name: 'everpair.db' }, clock, log });
  const changeLog = new ChangeLog({ database, clock, newId: () => crypto.randomUUID(), owner: 'killed', isAlive: () => true });
  const changes = new FileChanges({ changeLog: async () => changeLog, privacy: { ask: async () => ({ allowed: true }) }, log });
  const texts = ${JSON.stringify(texts)};
  changes
    .applyChange({
      label: 'three files',
      files: Object.entries(texts).map(([name, { before, after }]) => ({ uri: Uri.file(${JSON.stringify(folder)} + '/' + name), before, after })),
    })
    .then(({ type }) => {
      process.stdout.write(type + '\\n');
      process.exit(0);
    });
`;

describeWithSqlite('a window that is killed while it changes files', function () {
  this.timeout(240_000);
  const place = mkdtempSync(path.join(tmpdir(), 'everpair-changes-killed-'));
  const bundle = path.join(place, 'changes.cjs');
  before(() =>
    buildSync({
      stdin: {
        contents: `
          export { FileChanges } from './src/editor/edit/changes/fileChanges';
          export { ChangeLog } from './src/engine/edit/changes/changeLog';
          export { Database } from './src/engine/storage/database';
          export { systemClock } from './src/engine/model/async/clock';
          export { silentLog } from './src/engine/model/log';
          export { Uri } from 'vscode';`,
        resolveDir: process.cwd(),
      },
      alias: { vscode: path.resolve('test/real/support/diskEditor.ts') },
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
    }),
  );
  after(() => rmSync(place, { recursive: true }));

  const readIn = (folder: string, name: string): string | undefined => {
    const file = path.join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };

  function killedBefore(call: number): { readonly folder: string; readonly said: readonly string[] } {
    const folder = path.join(place, `call-${call}`);
    mkdirSync(folder);
    for (const name of names) {
      const { before } = texts[name];
      if (before !== undefined) writeFileSync(path.join(folder, name), before);
    }
    const { stdout, stderr, signal } = spawnSync(node.path, [...node.options, '-e', script(bundle, folder)], {
      encoding: 'utf8',
      env: { ...process.env, KILL_BEFORE: String(call) },
    });
    assert.equal(signal, call === 0 ? null : 'SIGKILL', stderr);
    return { folder, said: stdout.split('\n').filter((line) => line !== '') };
  }

  /** What the next window is told. */
  function found(folder: string): readonly Change[] {
    const database = Database.open({ file: { folder: path.join(folder, 'storage'), name: 'everpair.db' }, clock, log });
    try {
      const newId = (): string => crypto.randomUUID();
      return new ChangeLog({ database, clock, newId, owner: 'next', isAlive: () => false }).claimInterrupted(
        () => true,
      );
    } finally {
      database.dispose();
    }
  }

  it('leaves each file whole, and a note of all of them before the first is touched', () => {
    const whole = killedBefore(0);
    assert.deepEqual(whole.said.at(-1), 'changed');
    assert.deepEqual(
      names.map((name) => readIn(whole.folder, name)),
      names.map((name) => texts[name].after),
    );
    assert.deepEqual(found(whole.folder), [], 'nothing is told of a change that was finished');
    const calls = whole.said.length - 1;
    assert.ok(calls >= 10, `${calls} calls`);
    const seen = new Set<string>();
    for (let call = 1; call <= calls; call += 1) {
      const { folder } = killedBefore(call);
      const [change, ...more] = found(folder);
      assert.ok(change && more.length === 0, `call ${call}`);
      assert.equal(change.files.length, names.length);
      const progress = change.files.map((file, index) => progressOf(file, readIn(folder, names[index] ?? '')));
      assert.ok(!progress.includes('moved'), `call ${call}: ${progress.join()}`);
      seen.add(progress.join());
      // Either way out leads to a whole: all of it, or none.
      for (const [way, files] of [
        ['after', change.files],
        ['before', reversed(change.files)],
      ] as const) {
        for (const [index, file] of files.entries()) {
          const name = names[index] ?? 'a.txt';
          const plan = planWrite(file, readIn(folder, name));
          assert.notEqual(plan.type, 'refused', `call ${call}, ${name}`);
          if (plan.type === 'write') assert.equal(plan.after, texts[name][way]);
        }
      }
    }
    assert.ok(seen.size >= 3, `some were half done: ${[...seen].join(' / ')}`);
  });
});
