import assert from 'node:assert/strict';
import { type Application, applyBlock } from '../../../../../src/engine/edit';

const source = '# Notes\n\n- one\n- two\n- three\n- four\n\nThe end.\n';

const applied = (hunk: string): Promise<Application> =>
  applyBlock({
    source,
    block: {
      language: '',
      text: `*** Begin Patch\n*** Update File: notes.md\n@@\n${hunk}*** End Patch\n`,
      isClosed: true,
    },
    languageId: 'markdown',
  });

describe('a patch of a list whose context lacks its space', () => {
  const changed: readonly [what: string, hunk: string, from: string, to: string][] = [
    ['an item is changed', '- one\n-- two\n+- 2\n- three\n', '- two', '- 2'],
    ['an item is new', '- one\n- two\n+- new\n- three\n', '- two', '- two\n- new'],
    ['an item goes', '- one\n-- two\n- three\n', '- two\n', ''],
  ];
  for (const [what, hunk, from, to] of changed)
    it(`is applied where ${what}`, async () =>
      assert.deepEqual(await applied(hunk), { type: 'changed', text: source.replace(from, to) }));

  const refusals: readonly [what: string, hunk: string][] = [
    ['an item may have been meant as removed', '- two\n+- 2\n'],
    ['what is added looks like the items', '# Notes\n\n- one\n- two\n+ new\n- three\n'],
    ['nothing is left that changes', '- two\n- three\n'],
  ];
  for (const [what, hunk] of refusals)
    it(`is refused where ${what}`, async () =>
      assert.deepEqual(await applied(hunk), { type: 'refused', reason: 'no-place' }));
});
