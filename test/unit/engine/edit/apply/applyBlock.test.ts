import assert from 'node:assert/strict';
import { type Application, applyBlock } from '../../../../../src/engine/edit';

const applied = (source: string | undefined, text: string, isClosed = true): Promise<Application> =>
  applyBlock({ source, block: { language: '', text, isClosed }, languageId: 'plaintext' });

describe('a block that is a whole file', () => {
  it('is the text of a file that did not exist', async () => {
    assert.deepEqual(await applied(undefined, 'a\nb\n'), { type: 'changed', text: 'a\nb\n' });
  });

  it('takes the place of the file, and keeps its line ends, its byte order mark and its open end', async () => {
    const source = '\uFEFFa\r\nb\r\nc\r\nd';
    assert.deepEqual(await applied(source, 'a\nb\nX\nd\n'), { type: 'changed', text: '\uFEFFa\r\nb\r\nX\r\nd' });
    assert.deepEqual(await applied(source, 'a\nb\nc\nd\n'), { type: 'unchanged' });
  });

  it('is refused when it was cut off, or has nothing in it', async () => {
    assert.deepEqual(await applied('a\nb\n', 'a\n', false), { type: 'refused', reason: 'cut-off' });
    assert.deepEqual(await applied('a\nb\n', ' \n'), { type: 'refused', reason: 'empty' });
  });

  it('is never taken for one without both ends of the file', async () => {
    assert.equal((await applied('a\nb\nc\nd\n', 'a\nb\nc\n')).type, 'refused');
  });

  it('rejects when it is aborted', async () => {
    const block = { language: '', text: 'a', isClosed: true };
    await assert.rejects(applyBlock({ source: '', block, languageId: 'plaintext', signal: AbortSignal.abort() }));
  });
});
