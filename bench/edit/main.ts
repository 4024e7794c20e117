/**
 * What a change of so many lines costs the thread of the extension's host: applying the code, the small edits that write it,
 * merging it with what was typed meanwhile, choosing a hunk, recording it; with --editor also the time from the press of Apply to the
 * drawn difference in a real VS Code.
 *
 *   npm run bench:edit [-- --runs 50 --lines 5000 --editor]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { applicableOf } from '../../src/editor/edit/apply/answerBlocks';
import { applyBlock } from '../../src/engine/edit/apply/applyBlock';
import { codeBlocksOf } from '../../src/engine/edit/apply/blocks/codeBlocks';
import { ChangeLog } from '../../src/engine/edit/changes/changeLog';
import { hunkAt } from '../../src/engine/edit/changes/chosenHunks';
import { planWrite } from '../../src/engine/edit/changes/planWrite';
import { textEdits } from '../../src/engine/edit/changes/textEdits';
import { systemClock as clock } from '../../src/engine/model/async/clock';
import { silentLog as log } from '../../src/engine/model/log';
import { Database } from '../../src/engine/storage/database';
import { median, quantile } from '../report/median';
import { changedText, linesFor, numberedText } from './texts';
import { timeProposals } from './timeProposals';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '50' },
      lines: { type: 'string', default: '5000' },
      editor: { type: 'boolean', default: false },
    },
  });
  const [runs, lines] = [Number(values.runs), Number(values.lines)];
  const times = new Map<string, number[]>();
  const timed = async <T>(what: string, step: () => T | Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await step();
    times.set(what, [...(times.get(what) ?? []), performance.now() - started]);
    return result;
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'everpair-bench-edit-'));
  const database = Database.open({ file: { folder, name: 'everpair.db' }, clock, log });
  const newId = (): string => crypto.randomUUID();
  const changeLog = new ChangeLog({ database, clock, newId, owner: 'bench', isAlive: () => true });
  const before = numberedText(linesFor(lines));
  const after = changedText(before);
  const answer = `\`src/long.ts\`:\n\n\`\`\`ts\n${after}\`\`\`\n`;
  const typed = `// Typed meanwhile.\n${before}`;
  const file = { uri: 'file:///long.ts', before, after };
  try {
    for (let run = 0; run < runs; run += 1) {
      await timed('count the blocks of the answer, for its buttons', () => applicableOf(answer));
      const [block] = codeBlocksOf(answer);
      if (!block) throw new Error('The answer has no block.');
      const applied = await timed('apply the block to the file', () =>
        applyBlock({ source: before, block, languageId: 'typescript' }),
      );
      if (applied.type !== 'changed' || applied.text !== after) throw new Error(JSON.stringify(applied));
      await timed('find the hunk at the cursor', () => hunkAt(before, after, lines / 2));
      await timed('plan the write', () => planWrite(file, before));
      const merged = await timed('plan the write with a merge', () => planWrite(file, typed));
      if (merged.type !== 'write' || !merged.isMerged) throw new Error(merged.type);
      await timed('find the small edits', () => textEdits(before, after));
      const id = await timed('record the change', () => changeLog.begin({ label: 'Long', files: [file] }));
      await timed('record that it was made', () => changeLog.finish(id, [{ uri: file.uri, state: 'written' }]));
    }
    await timed('list the changes', () => changeLog.list());
  } finally {
    database.dispose();
    rmSync(folder, { recursive: true });
  }
  const shown = values.editor ? await timeProposals(before, answer) : {};
  const table = [...times, ...Object.entries(shown)].map(([what, all]) => {
    const rounded = (ms: number): number => Number(ms.toFixed(1));
    return {
      what,
      'median ms': rounded(median(all)),
      'p95 ms': rounded(quantile(all, 0.95)),
      'worst ms': rounded(Math.max(...all)),
    };
  });
  console.table(table);
  console.log(JSON.stringify({ node: process.version, runs, lines, edit: table }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
