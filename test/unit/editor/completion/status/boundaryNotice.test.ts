import assert from 'node:assert/strict';
import type * as Notice from '../../../../../src/editor/completion/status/boundaryNotice';
import { commandIds } from '../../../../../src/editor/ids';
import { provider, statusOf } from '../../fixtures';
import { loadWithEditor } from '../../vscodeStub';

const messages: string[] = [];
const commands: string[] = [];
const editor = {
  window: {
    showWarningMessage: (message: string, button: string) => {
      messages.push(message);
      return Promise.resolve(button);
    },
  },
  commands: { executeCommand: (id: string) => commands.push(id) },
};

const { BoundaryNotice } = loadWithEditor(editor, () =>
  require('../../../../../src/editor/completion/status/boundaryNotice'),
) as typeof Notice;

const [claude, ollama] = [provider('Claude'), provider('Ollama', { trust: 'local' })];

describe('BoundaryNotice', () => {
  beforeEach(() => {
    messages.length = 0;
    commands.length = 0;
  });

  it('is shown once while the user types, and again after the boundary has allowed a provider', () => {
    const notice = new BoundaryNotice();
    const shut = statusOf([claude], { boundary: 'local' });
    for (let key = 0; key < 3; key += 1) notice.inspect(shut);
    assert.equal(messages.length, 1);
    assert.match(messages[0]!, /every provider is outside your boundary.*everpair\.boundary/);
    notice.inspect(statusOf([claude, ollama], { boundary: 'local' }));
    notice.inspect(shut);
    assert.equal(messages.length, 2);
  });

  it('names the pinned provider', () => {
    new BoundaryNotice().inspect(statusOf([claude, ollama], { boundary: 'local', pinned: 'claude' }));
    assert.match(messages[0]!, /the pinned Claude is outside/);
  });

  it('has a button that opens the setting', async () => {
    new BoundaryNotice().inspect(statusOf([claude], { boundary: 'private' }));
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(commands, [commandIds.openBoundary]);
  });

  it('is not shown while a provider may be asked, or none is set up', () => {
    const notice = new BoundaryNotice();
    notice.inspect(statusOf([claude]));
    notice.inspect(statusOf([claude, ollama], { boundary: 'local' }));
    notice.inspect(statusOf([claude, ollama], { boundary: 'local', pinned: 'ollama' }));
    notice.inspect(statusOf([], { boundary: 'local' }));
    assert.deepEqual(messages, []);
  });
});
