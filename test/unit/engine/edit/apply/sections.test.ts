import assert from 'node:assert/strict';
import { type Application, applyBlock } from '../../../../../src/engine/edit';

function section(source: string, search: string, replace: string): Promise<Application> {
  const text = `<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n`;
  return applyBlock({ source, block: { language: '', text, isClosed: true }, languageId: 'plaintext' });
}

describe('a section with a blank line at its end that the file does not have there', () => {
  it('is refused where new lines stand behind it: their place is not known', async () => {
    const refused = { type: 'refused', reason: 'no-place' };
    assert.deepEqual(await section('{\nc\na\n\n', 'c\n\n', 'c\n\na\n'), refused);
    assert.deepEqual(await section('\na\n// c\nb\n}\n', '\n// c\n', 'a\n\n// c\n'), refused);
  });

  it('is applied where the new lines stand before it', async () => {
    assert.deepEqual(await section('{\nc\na\n', 'c\n\n', 'c\nd\n\n'), { type: 'changed', text: '{\nc\nd\na\n' });
  });
});
