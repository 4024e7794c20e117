import assert from 'node:assert/strict';
import type * as Sent from '../../../../src/editor/chat/outgoing';
import type { ChatSession } from '../../../../src/engine/chat';
import { silentLog } from '../../../../src/engine/model/log';
import { loadWithEditor } from '../vscodeStub';

const { outgoingOf, queuedCommand } = loadWithEditor(
  {},
  () => require('../../../../src/editor/chat/outgoing') as unknown,
) as typeof Sent;

/** What a prompt means, by `prepare`; `steps`: what was asked of the context. */
function depsWith(prepare: Sent.OutgoingDeps['commands']['prepare'], steps: string[] = []): Sent.OutgoingDeps {
  return {
    commands: { prepare },
    context: {
      collect: (prompt, _, id) => {
        steps.push(`collect ${prompt} in ${id}`);
        return Promise.resolve({ attachments: [], keptBack: [] });
      },
      sent: (id) => steps.push(`sent in ${id}`),
    },
    compact: (_, focus) => Promise.resolve({ type: 'refused', why: `Nothing about ${focus}.` }),
    tell: () => undefined,
    log: silentLog,
  };
}

const session = { id: 'one' } as unknown as ChatSession;

describe('outgoingOf', () => {
  it('takes along what was put together for the conversation that the prompt is of', async () => {
    const steps: string[] = [];
    const outgoing = await outgoingOf(
      'Why?',
      session,
      depsWith(() => Promise.resolve({ type: 'plain' }), steps),
    );
    assert.deepEqual(outgoing, { type: 'send', what: { prompt: 'Why?', attachments: [], keptBack: [] } });
    assert.deepEqual(steps, ['collect Why? in one', 'sent in one']);
  });

  it('reads what stands behind /new as a prompt of its own', async () => {
    const reads: Record<string, Awaited<ReturnType<Sent.OutgoingDeps['commands']['prepare']>>> = {
      '/new': { type: 'new', prompt: '' },
      '/new Why?': { type: 'new', prompt: 'Why?' },
      'Why?': { type: 'plain' },
      '/new /compact x': { type: 'new', prompt: '/compact x' },
      '/compact x': { type: 'compact', focus: 'x' },
    };
    const deps = depsWith((prompt) => Promise.resolve(reads[prompt]!));
    const sentAs = (prompt: string): ReturnType<typeof outgoingOf> => outgoingOf(prompt, session, deps);
    assert.deepEqual(await sentAs('/new'), { type: 'send-in-new' });
    const what = { prompt: 'Why?', attachments: [], keptBack: [] };
    assert.deepEqual(await sentAs('/new Why?'), { type: 'send-in-new', what });
    assert.deepEqual(await sentAs('/new /compact x'), { type: 'not-sent', why: 'Nothing about x.' });
  });

  it('leaves the prompt in the box, and says why, where something unexpected happens', async () => {
    const deps = depsWith(() => Promise.reject(new Error('no such disk')));
    const outgoing = await outgoingOf('/tests', session, deps);
    assert.ok(outgoing.type === 'not-sent');
    assert.equal(outgoing.why, 'Something unexpected happened (Error).');
    assert.equal(await queuedCommand('/tests', deps), undefined);
  });
});
