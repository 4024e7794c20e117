import assert from 'node:assert/strict';
import type * as Merge from '../../../../../src/editor/edit/apply/mergeByModel';
import type { PlannedFile } from '../../../../../src/editor/edit/apply/plannedFiles';
import { fails, type Script } from '../../../engine/failover/engine';
import { failure } from '../../../engine/failover/fixtures';
import { answers, editor, old, place, presses, warnings } from '../inline/editWorld';
import { loadWithEditor } from '../../vscodeStub';

const { mergeByModel } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/edit/apply/mergeByModel') as unknown,
) as typeof Merge;

describe('a code block that a model merges', () => {
  const merged = old.replace('two();\n', 'two();\nmore();\n');
  const refuses = fails(failure('auth', 'credential'));
  /** Answers once the user was told so often that nobody did. */
  const refusing =
    (times: number): Script =>
    (...asked) =>
      (warnings.length < times ? refuses : answers(merged.trimEnd()))(...asked);
  async function result(script: Script): Promise<PlannedFile | undefined> {
    const { document, deps, done } = place(script);
    editor.workspace.textDocuments = [document];
    const block = { language: 'ts', text: 'two();\nmore();\nthree();\n', isClosed: true };
    let file: PlannedFile | undefined;
    const merging = mergeByModel({ block, uri: document.uri }, { ...deps, isValid: () => Promise.resolve(true) });
    await done(merging.then((found) => void (file = found)));
    return file;
  }

  beforeEach(() => (warnings.length = 0));
  afterEach(() => {
    presses.length = 0;
    editor.workspace.textDocuments = [];
  });

  it('is what the model makes of the file', async () => {
    const file = await result(refusing(0));
    assert.deepEqual([file?.before, file?.after, warnings], [old, merged, []]);
  });

  it('is asked for once more where nobody answered and the user wants so', async () => {
    presses.push('Try again', 'Try again');
    const file = await result(refusing(2));
    assert.deepEqual([file?.after, warnings.length], [merged, 2]);
  });

  it('is nothing where nobody answers', async () => {
    assert.equal(await result(refusing(1)), undefined);
    assert.match(warnings.join(), /Everpair: /);
  });
});
