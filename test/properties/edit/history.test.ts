import assert from 'node:assert/strict';
import path from 'node:path';
import { applyBlock, type CodeBlock, hunksOf, mergeTexts } from '../../../src/engine/edit';
import { Draws } from './support/draws';
import type { DrawnHunk } from './support/drawnEdit';
import { type HistoryEdit, historyEdits } from './support/historyEdits';
import { elided, type Rendering, renderings } from './support/renderings';

const languageIds: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mjs: 'javascript',
  cjs: 'javascript',
  css: 'css',
  md: 'markdown',
  json: 'json',
};

const comments: Readonly<Record<string, readonly [open: string, close: string]>> = {
  css: ['/*', ' */'],
  md: ['<!--', ' -->'],
};

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** An edit in all forms, and with less and more of the file around it. */
function allRenderings(draws: Draws, { name, before, after }: HistoryEdit): readonly Rendering[] {
  const lines = { before: linesOf(before), after: linesOf(after) };
  const hunks = hunksOf(before, after).map((hunk) => ({
    ...hunk.before,
    lines: lines.after.slice(hunk.after.from, hunk.after.to),
  }));
  if (hunks.length === 0) return [];
  const edit = { ...lines, hunks, comment: comments[path.extname(name).slice(1)] ?? (['//', ''] as const) };
  const marked = [2, 4, 8].map((count) => ({ kind: `elided ${count}`, block: blockOf(elided(draws, edit, count)) }));
  const others = renderings(draws, { ...edit, hunks: joined(hunks, lines.before) });
  return [...others.filter(({ kind }) => kind !== 'elided'), ...marked];
}

/** Hunks so near that their context would overlap are one. */
function joined(hunks: readonly DrawnHunk[], before: readonly string[]): readonly DrawnHunk[] {
  const all: DrawnHunk[] = [];
  for (const hunk of hunks) {
    const last = all.at(-1);
    if (!last || hunk.from - last.to > 10) all.push(hunk);
    else {
      const lines = [...last.lines, ...before.slice(last.to, hunk.from), ...hunk.lines];
      all.splice(-1, 1, { from: last.from, to: hunk.to, lines });
    }
  }
  return all;
}

function blockOf(text: string): CodeBlock {
  return { language: '', text, isClosed: true };
}

/** The file as somebody changed it meanwhile, in lines away from the edit. */
function drifted(draws: Draws, { before, after }: HistoryEdit): string {
  const lines = before.split('\n');
  const touched = hunksOf(before, after).map((hunk) => hunk.before);
  const free = [...lines.keys()].filter(
    (at) => (lines[at] ?? '').trim().length > 8 && !touched.some(({ from, to }) => at >= from - 9 && at < to + 9),
  );
  for (let count = 0; count < 3 && free.length > 0; count += 1) {
    const at = draws.one(free);
    lines[at] = (lines[at] ?? '').replace(/[a-z]{4,}/, (word) => `${word}X`);
  }
  return lines.join('\n');
}

describe("an edit of this project's history as models write it down", function () {
  this.timeout(120_000);

  it('is applied exactly, or refused, also to a file that has moved on', async function () {
    const draws = new Draws(Number(process.env['EVERPAIR_SEED'] ?? 1));
    const edits = historyEdits(draws, Number(process.env['EVERPAIR_EDITS'] ?? 60));
    if (typeof edits === 'string') {
      console.log(`      skipped: ${edits}`);
      this.skip();
    }
    const counts = new Map<string, { exact: number; refused: number; same: number }>();
    const wrong: string[] = [];
    for (const edit of edits) {
      const languageId = languageIds[path.extname(edit.name).slice(1)] ?? '';
      const forms = allRenderings(draws, edit);
      for (const source of [edit.before, drifted(draws, edit)]) {
        const merge = mergeTexts(edit.before, source, edit.after);
        if (merge.type === 'conflict') continue;
        for (const { kind, block } of forms) {
          // They undo what was changed meanwhile.
          if (['whole', 'fragment'].includes(kind) && source !== edit.before) continue;
          const application = await applyBlock({ source, block, languageId });
          const own = counts.get(kind) ?? { exact: 0, refused: 0, same: 0 };
          counts.set(kind, own);
          if (application.type === 'refused') own.refused += 1;
          // A fragment that shows nothing new does not tell what is gone beyond its ends.
          else if (application.type === 'unchanged' && kind === 'fragment') own.same += 1;
          else if (application.type === 'changed' && application.text === merge.text) own.exact += 1;
          else wrong.push(`${kind} ${edit.name}\n${block.text}`);
        }
      }
    }
    for (const [kind, { exact, refused, same }] of counts)
      console.log(`      ${kind}: exact ${exact}, refused ${refused}${same > 0 ? `, nothing new ${same}` : ''}`);
    assert.ok(counts.size > 0, 'no edit was drawn');
    assert.deepEqual(wrong, []);
  });
});
