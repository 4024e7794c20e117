import assert from 'node:assert/strict';
import type { ChatView, HostMessage } from '../../../../src/engine/chat/view/protocol';
import { ChatChannel } from '../../../../src/editor/chat/channel';
import { silentLog } from '../../../../src/engine/model/log';
import { emptyView } from '../../engine/chat/fixtures';
import { virtualClock } from '../../engine/failover/fixtures';

const view = (draft: string): ChatView => ({ ...emptyView, draft });

function open() {
  const clock = virtualClock();
  const posted: HostMessage[] = [];
  const handled: unknown[] = [];
  let hear: (raw: unknown) => unknown = () => undefined;
  let change: () => void = () => undefined;
  let tell: (message: HostMessage) => void = () => undefined;
  let shown = view('');
  const channel = new ChatChannel(
    {
      postMessage: (message: HostMessage) => {
        posted.push(message);
        return Promise.resolve(true);
      },
      onDidReceiveMessage: (listener) => {
        hear = listener;
        return { dispose: () => undefined };
      },
    },
    {
      load: () => Promise.resolve(),
      view: () => shown,
      handle: (message, reply) => {
        handled.push(message);
        if (message.type === 'list') reply({ type: 'conversations', page: { ...message, items: [], total: 0 } });
        return Promise.resolve();
      },
      onDidTell: (listener) => {
        tell = listener;
        return { dispose: () => undefined };
      },
      onDidChange: (listener) => {
        change = listener;
        return { dispose: () => undefined };
      },
    },
    clock,
    silentLog,
  );
  return {
    channel,
    clock,
    posted,
    handled,
    tell: (message: HostMessage) => tell(message),
    types: () => posted.map(({ type }) => type),
    say: async (raw: unknown) => {
      hear(raw);
      await clock.advance(0);
    },
    change: (next: ChatView) => {
      shown = next;
      change();
    },
    show: async (next: ChatView) => {
      shown = next;
      change();
      await clock.advance(100);
    },
  };
}

describe('ChatChannel', () => {
  it('sends the whole view when the page is ready, and only changes afterwards', async () => {
    const { say, show, types } = open();
    await show(view('before there is a page'));
    assert.deepEqual(types(), []);
    await say({ type: 'ready' });
    await show(view('more'));
    assert.deepEqual(types(), ['view', 'parts']);
  });

  it('tells of the first change after a rest at once, and gathers those that follow for two frames', async () => {
    const { say, change, clock, types } = open();
    await say({ type: 'ready' });
    await clock.advance(1_000);
    change(view('a'));
    assert.deepEqual(types(), ['view'], 'not within the step that changes it');
    await clock.advance(0);
    assert.deepEqual(types(), ['view', 'parts']);
    for (let ms = 0; ms < 32; ms += 1) {
      change(view(`a${ms}`));
      await clock.advance(1);
    }
    assert.deepEqual(types(), ['view', 'parts', 'parts']);
  });

  it('counts a change that shows in nothing as rest', async () => {
    const { say, change, clock, types } = open();
    await say({ type: 'ready' });
    await clock.advance(1_000);
    change(view(''));
    await clock.advance(1);
    change(view('a'));
    await clock.advance(0);
    assert.deepEqual(types(), ['view', 'parts']);
  });

  it('does not send a draft back to the page that it came from', async () => {
    const { say, show, types, handled } = open();
    await say({ type: 'ready' });
    await say({ type: 'draft', draft: 'typed' });
    await show(view('typed'));
    assert.deepEqual(types(), ['view']);
    assert.deepEqual(handled, [{ type: 'draft', draft: 'typed' }]);
  });

  it('puts the cursor into the page once, as soon as the page is ready', async () => {
    const { channel, say, types } = open();
    channel.focus();
    await say({ type: 'ready' });
    channel.hidden();
    await say({ type: 'ready' });
    assert.deepEqual(types(), ['view', 'focus', 'view']);
  });

  it('leaves the cursor alone when the user moved on before the page was ready', async () => {
    const { channel, say, types } = open();
    channel.focus();
    channel.forgetFocus();
    await say({ type: 'ready' });
    assert.deepEqual(types(), ['view']);
  });

  it('gives the page what it asked for, and what every page is told while there is one', async () => {
    const { channel, say, tell, types } = open();
    tell({ type: 'conversations-changed' });
    await say({ type: 'ready' });
    await say({ type: 'list', query: '', scope: 'all', offset: 0, limit: 10 });
    tell({ type: 'conversations-changed' });
    assert.deepEqual(types(), ['view', 'conversations', 'conversations-changed']);
    channel.hidden();
    tell({ type: 'conversations-changed' });
    assert.equal(types().length, 3);
  });

  it('ignores a message that the page would never send', async () => {
    const { say, handled, posted } = open();
    for (const raw of [undefined, 'ready', { type: 'run', command: 'workbench.action.quit' }, { type: 'send' }]) {
      await say(raw);
    }
    assert.deepEqual([...handled, ...posted], []);
  });
});
