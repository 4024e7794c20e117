import assert from 'node:assert/strict';
import { type Act, perform } from '../../../../src/editor/chat/acts';
import { conversationActs, type Sending } from '../../../../src/editor/chat/conversationActs';
import type { Outgoing } from '../../../../src/editor/chat/outgoing';
import type { HostMessage } from '../../../../src/engine/chat';
import { describeWithSqlite } from '../../../../tools/test/withSqlite';
import { alpha, asks, done, says } from '../../engine/chat/fixtures';
import { chatWorld, settled, tells } from '../../engine/chat/session/chatWorld';

/** Something that has come when it is told to. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

const nothing: Omit<Sending, 'collect' | 'sending'> = {
  commandOf: () => Promise.resolve(undefined),
  prepare: () => undefined,
  changed: () => undefined,
  follow: () => undefined,
};

describeWithSqlite('conversationActs, a prompt that cannot be sent', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  async function opened() {
    const { conversations, send, lines } = await world.open([tells(asks(alpha), says('A'), done())]);
    send('One?');
    await settled();
    const replies: HostMessage[] = [];
    const sending = new Map<string, string>();
    const collect = (): Promise<Outgoing> => Promise.resolve({ type: 'not-sent', why: 'Everything is committed.' });
    const acts = conversationActs(conversations, { ...nothing, collect, sending }, () => undefined);
    const act = (each: Act): Promise<void> => perform(acts, each, (message) => replies.push(message));
    return { act, conversations, lines, replies, sending };
  }

  it('is in the box again, with the reason', async () => {
    const { act, conversations, lines, replies, sending } = await opened();
    await act({ type: 'send', prompt: '/commit' });
    assert.deepEqual([conversations.current.state.draft, sending.size], ['/commit', 0]);
    assert.deepEqual(replies, [{ type: 'refused', why: 'Everything is committed.' }]);
    assert.deepEqual(lines(), ['One?: A (done)']);
  });

  it('is in the box also where it was to take the place of another, behind what stands there', async () => {
    const { act, conversations, lines, replies } = await opened();
    const change: Act = { type: 'edit', turnId: conversations.current.state.turns[0]!.id, prompt: '/commit' };
    await act(change);
    assert.equal(conversations.current.state.draft, '/commit');
    conversations.current.setDraft('Next');
    await act(change);
    assert.equal(conversations.current.state.draft, 'Next\n\n/commit');
    assert.equal(replies.length, 2);
    assert.deepEqual(lines(), ['One?: A (done)']);
  });
});

describeWithSqlite('conversationActs, a prompt of the queue that is changed', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  /** A window that writes the answer before a prompt of the queue, until it is told that this has ended. */
  async function opened(lookedUp: Promise<void>) {
    const first = gate();
    const answer = async function* () {
      yield asks(alpha);
      await first.opened;
      yield done();
    };
    const { conversations, send, lines } = await world.open([answer, tells(asks(alpha), says('B'), done())]);
    const replies: HostMessage[] = [];
    const acts = conversationActs(
      conversations,
      {
        ...nothing,
        collect: (prompt) => Promise.resolve({ type: 'send', what: { prompt, attachments: [] } }),
        commandOf: () => lookedUp.then(() => undefined),
        sending: new Map(),
      },
      () => undefined,
    );
    send('One?');
    send('Two?');
    await settled();
    const [queued] = conversations.current.state.queue;
    const change: Act = { type: 'edit-queued', id: queued!.id, prompt: 'Other?' };
    return {
      change: () => perform(acts, change, (message) => replies.push(message)),
      endFirst: async () => {
        first.open();
        await settled();
        await settled();
      },
      lines,
      replies,
    };
  }

  it('is sent as it was changed', async () => {
    const { change, endFirst, lines, replies } = await opened(Promise.resolve());
    await change();
    await endFirst();
    assert.deepEqual(lines(), ['One?:  (done)', 'Other?: B (done)']);
    assert.deepEqual(replies, []);
  });

  it('gives the change back where the prompt was sent before the change came', async () => {
    const { change, endFirst, lines, replies } = await opened(Promise.resolve());
    await endFirst();
    await change();
    assert.deepEqual(lines(), ['One?:  (done)', 'Two?: B (done)']);
    assert.deepEqual(replies, [{ type: 'overtaken', prompt: 'Other?' }]);
  });

  it('gives it back also where the prompt was sent while the command in it was looked up', async () => {
    const command = gate();
    const { change, endFirst, replies } = await opened(command.opened);
    const changed = change();
    await endFirst();
    command.open();
    await changed;
    assert.deepEqual(replies, [{ type: 'overtaken', prompt: 'Other?' }]);
  });
});
