import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { applyBlock, mergeTexts } from '../../../src/engine/edit';

/** Lines of a file that go, and those that come in their place. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

interface World {
  readonly base: readonly string[];
  readonly edit: Edit;
  readonly drifts: readonly Edit[];
  readonly drifted: readonly string[];
  /** The edit in the drifted file, by the places at which both were drawn. */
  readonly right: readonly string[];
  readonly contextLines: number;
  readonly wrongBy: number;
}

const line = fc.constantFrom('a', 'b', 'c', '', '{', '}', '  a', '  return b', 'x = 1', 'y = f(x)', '// c');
const textOf = (lines: readonly string[]): string => lines.map((one) => `${one}\n`).join('');

function withEdits(base: readonly string[], edits: readonly Edit[]): readonly string[] {
  return [...edits]
    .sort((one, other) => other.from - one.from)
    .reduce<readonly string[]>(
      (lines, { from, to, lines: put }) => [...lines.slice(0, from), ...put, ...lines.slice(to)],
      base,
    );
}

const editOf = (length: number): fc.Arbitrary<Edit> =>
  fc
    .tuple(fc.nat(length), fc.nat(3), fc.array(line, { maxLength: 3 }))
    .map(([from, count, lines]) => ({ from, to: Math.min(length, from + count), lines }));

const worlds: fc.Arbitrary<World> = fc
  .array(line, { minLength: 1, maxLength: 20 })
  .chain((base) =>
    fc.tuple(
      fc.constant(base),
      editOf(base.length),
      fc.array(editOf(base.length), { maxLength: 2 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(0, 0, 1, 7, -4),
    ),
  )
  .map(([base, edit, drifts, contextLines, wrongBy]) => {
    const kept: Edit[] = [];
    // A line at least stands between two changes: else they would be one.
    for (const drift of drifts) {
      if ([edit, ...kept].every((other) => drift.to < other.from || drift.from > other.to)) kept.push(drift);
    }
    return {
      base,
      edit,
      drifts: kept,
      drifted: withEdits(base, kept),
      right: withEdits(base, [edit, ...kept]),
      contextLines,
      wrongBy,
    };
  })
  .filter(({ base, edit }) => textOf(base) !== textOf(withEdits(base, [edit])));

const signed = (sign: string, lines: readonly string[]): string => lines.map((one) => `${sign}${one}\n`).join('');

/** The lines of an edit with those around it. */
function hunkOf({ base, edit, contextLines }: World): { from: number; to: number; body: string } {
  const from = Math.max(0, edit.from - contextLines);
  const to = Math.min(base.length, edit.to + contextLines);
  const body = [
    signed(' ', base.slice(from, edit.from)),
    signed('-', base.slice(edit.from, edit.to)),
    signed('+', edit.lines),
    signed(' ', base.slice(edit.to, to)),
  ].join('');
  return { from, to, body };
}

const placesOf = (wanted: readonly string[], lines: readonly string[]): number =>
  lines.filter((_one, at) => wanted.every((each, offset) => lines[at + offset] === each)).length;

/** What is shown of the base was parted by a drift, and stands word for word elsewhere now: nothing tells the right place. */
function isMisled({ base, drifts, drifted }: World, from: number, to: number): boolean {
  return drifts.some((drift) => drift.from < to && drift.to > from) && placesOf(base.slice(from, to), drifted) > 0;
}

const renderings: Record<string, (world: World) => string | undefined> = {
  'search/replace blocks': (world) => {
    const { base, edit } = world;
    // As many lines around as it takes to tell one place in the file that the author saw.
    for (let around = 1; around <= base.length; around++) {
      const from = Math.max(0, edit.from - around);
      const to = Math.min(base.length, edit.to + around);
      const find = base.slice(from, to);
      if (placesOf(find, base) !== 1) continue;
      // Without a word to find, new lines go to the end of a file that is blank.
      if (find.every((one) => one === '')) continue;
      if (isMisled(world, from, to)) return undefined;
      const replace = [...base.slice(from, edit.from), ...edit.lines, ...base.slice(edit.to, to)];
      return `<<<<<<< SEARCH\n${textOf(find)}=======\n${textOf(replace)}>>>>>>> REPLACE\n`;
    }
    return undefined;
  },
  'unified patches': (world) => {
    const { from, to, body } = hunkOf(world);
    if (isMisled(world, from, to)) return undefined;
    const at = Math.max(1, from + 1 + world.wrongBy);
    return `--- a/file\n+++ b/file\n@@ -${at},${to - from} +${at},${to - from - (world.edit.to - world.edit.from) + world.edit.lines.length} @@\n${body}`;
  },
  'patches without numbers': (world) => {
    const { from, to, body } = hunkOf(world);
    return isMisled(world, from, to) ? undefined : `*** Begin Patch\n*** Update File: file\n@@\n${body}*** End Patch\n`;
  },
};

describe('edits of files that moved on', () => {
  for (const [form, render] of Object.entries(renderings)) {
    it(`are merged or refused, as ${form}`, async () => {
      const counts = { merged: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(worlds, async (world) => {
          const text = render(world);
          if (text === undefined) return;
          const source = textOf(world.drifted);
          const block = { language: '', text, isClosed: true };
          const application = await applyBlock({ source, block, languageId: 'plaintext' });
          if (application.type === 'refused') {
            counts.refused++;
            return;
          }
          counts.merged++;
          const given = application.type === 'changed' ? application.text : source;
          const merge = mergeTexts(textOf(world.base), source, textOf(withEdits(world.base, [world.edit])));
          const right = textOf(world.right);
          if (given !== right) assert.deepEqual({ type: 'merged', text: given }, merge);
        }),
        { numRuns: 4_000 },
      );
      console.log(`      ${form}: ${JSON.stringify(counts)}`);
      assert.ok(counts.merged > counts.refused / 2, 'most are merged');
    });
  }
});

describe('texts merged by lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everpair-merge-'));
  after(() => rmSync(folder, { recursive: true }));

  function gitMerge(texts: readonly string[]): ReturnType<typeof mergeTexts> {
    const [ours = '', base = '', theirs = ''] = ['ours', 'base', 'theirs'].map((name, at) => {
      const path = join(folder, name);
      writeFileSync(path, texts[at] ?? '');
      return path;
    });
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ours, base, theirs], { encoding: 'utf8' });
    assert.ok(status !== null && status < 128);
    return status === 0 ? { type: 'merged', text: stdout } : { type: 'conflict' };
  }

  const apart = (edits: readonly Edit[]): readonly Edit[] =>
    edits.filter((one, at) => edits.slice(0, at).every((other) => one.to < other.from || one.from > other.to));

  /** A base and two texts that were made of it. */
  const triplesOf = (lines: fc.Arbitrary<readonly string[]>): fc.Arbitrary<readonly [string, string, string]> =>
    lines.chain((base) => {
      const text = fc
        .array(editOf(base.length), { maxLength: 2 })
        .map((edits) => textOf(withEdits(base, apart(edits))));
      return fc.tuple(fc.constant(textOf(base)), text, text);
    });

  const hasGit = spawnSync('git', ['--version']).error === undefined;

  it('are those that git merges', function () {
    if (!hasGit) this.skip();
    const counts = { merged: 0, conflict: 0 };
    // Each line is there once, so that there is one way to compare the texts.
    const numbered = fc.integer({ min: 1, max: 14 }).map((length) => Array.from({ length }, (_, at) => `line ${at}`));
    fc.assert(
      fc.property(triplesOf(numbered), ([base, ours, theirs]) => {
        const merge = mergeTexts(base, ours, theirs);
        assert.deepEqual(merge, gitMerge([ours, base, theirs]));
        counts[merge.type]++;
      }),
      { numRuns: 120 },
    );
    assert.ok(counts.merged > 10 && counts.conflict > 10, JSON.stringify(counts));
  });

  it('are those that git merges, where lines stand more than once and both merge', function () {
    if (!hasGit) this.skip();
    // Two equal lines can be compared with one in two ways. One may touch the change of the other side.
    const counts = { alike: 0, otherwise: 0 };
    fc.assert(
      fc.property(triplesOf(fc.array(line, { minLength: 1, maxLength: 14 })), ([base, ours, theirs]) => {
        const merge = mergeTexts(base, ours, theirs);
        const git = gitMerge([ours, base, theirs]);
        if (merge.type === git.type) assert.deepEqual(merge, git);
        counts[merge.type === git.type ? 'alike' : 'otherwise']++;
      }),
      { numRuns: 120 },
    );
    assert.ok(counts.otherwise * 20 < counts.alike, JSON.stringify(counts));
  });
});
