import assert from 'node:assert/strict';
import type * as CancellableProgress from '../../../src/editor/cancellableProgress';
import { loadWithEditor, progressStub } from './vscodeStub';

const editor = { ProgressLocation: {}, window: { withProgress: progressStub.withProgress } };
const { cancellableProgress } = loadWithEditor(
  editor,
  () => require('../../../src/editor/cancellableProgress') as unknown,
) as typeof CancellableProgress;

describe('work that can be cancelled', () => {
  const untilCancelled = (signal: AbortSignal): Promise<string> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('It was stopped.')));
    });

  it('gives its result, or fails as it does', async () => {
    assert.equal(await cancellableProgress('Work', () => Promise.resolve(1)), 1);
    await assert.rejects(
      cancellableProgress('Work', () => Promise.reject(new Error('No.'))),
      /No\./,
    );
  });

  it('gives nothing where it fails because it was cancelled, and the result of work that ends in its own way', async () => {
    const stopped = cancellableProgress('Work', untilCancelled);
    progressStub.cancel();
    assert.equal(await stopped, undefined);
    const ended = cancellableProgress('Work', (signal) => untilCancelled(signal).catch(() => 'in part'));
    progressStub.cancel();
    assert.equal(await ended, 'in part');
  });
});
