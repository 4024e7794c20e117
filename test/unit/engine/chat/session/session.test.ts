import assert from 'node:assert/strict';
import type { Answer } from '../../../../../src/engine/chat/conversation/answerState';
import type { ConversationArchive } from '../../../../../src/engine/chat/session/archive';
import { leafOf, shownTurns } from '../../../../../src/engine/chat/conversation/conversation';
import { ChatSession } from '../../../../../src/engine/chat/session/session';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import type { OutboxOffer } from '../../../../../src/engine/chat/session/outbox';
import type { RunOptions } from '../../../../../src/engine/failover/api/providerManager';
import { Emitter } from '../../../../../src/engine/model/async/event';
import { toArchive } from '../../../../../src/engine/chat/session/archive';
import { type Log, silentLog } from '../../../../../src/engine/model/log';
import { provider } from '../../../editor/fixtures';
import { virtualClock } from '../../failover/fixtures';
import { alpha, asks, attempt, beta, done, failure, says } from '../fixtures';

type Ask = (options: RunOptions) => AsyncIterable<AnswerEvent>;

const emptyArchive: ConversationArchive = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
  changedElsewhere: () => Promise.resolve(false),
  setAside: () => Promise.resolve('aside'),
};

/** A session whose requests are answered by `answers`, one after the other. */
function sessionWith(...answers: readonly Ask[]) {
  const asked: RunOptions[] = [];
  const kept: string[] = [];
  const offered = new Emitter<OutboxOffer<string>>();
  const logged: string[] = [];
  const log: Log = { ...silentLog, error: (line) => logged.push(line), warn: (line) => logged.push(line) };
  const clock = virtualClock();
  let ids = 0;
  const session = new ChatSession({
    ask: (_request, options) => {
      asked.push(options);
      return answers[asked.length - 1]!(options);
    },
    prepare: () => Promise.resolve(),
    contextWindows: () => [100_000],
    outbox: {
      keep: (id) => kept.push(id),
      remove: (id) => kept.splice(0, kept.length, ...kept.filter((other) => other !== id)),
      onOffer: offered.event,
    },
    archive: emptyArchive,
    clock,
    newId: () => `turn-${(ids += 1)}`,
    log,
    warn: () => undefined,
  });
  const offer = (): void => offered.fire({ values: [...kept], by: provider('Alpha') });
  return { session, asked, kept, logged, offer, clock, last: (): Answer => leafOf(session.conversation)!.answer };
}

function tells(...events: readonly AnswerEvent[]): Ask {
  return async function* () {
    await Promise.resolve();
    yield* events;
  };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

const cut = attempt({ outcome: 'failed', failure: failure('stream-cut'), maybeBilled: true, cost: 0.5 });
const stopped: AnswerEvent = { type: 'failed', failure: { attempts: [cut], skipped: [], next: beta } };
const goesOn: AnswerEvent = {
  type: 'switched',
  from: alpha,
  to: beta,
  failure: failure('stream-cut'),
  mode: 'continued',
};

describe('ChatSession, an answer that stopped to ask', () => {
  it('continues the same answer, with its text and attempts', async () => {
    const served = attempt({ route: beta, cost: 0.25 });
    const { session, asked, last } = sessionWith(
      tells(asks(alpha), says('First half, '), stopped),
      tells(goesOn, asks(beta, 2), says('second half.'), done([cut, served])),
    );
    session.send('Why?', []);
    await settled();
    assert.equal(last().state.type, 'failed');
    session.goOn();
    await settled();
    assert.deepEqual(asked[1]?.resume, { text: 'First half, ', attempts: [cut] });
    assert.equal(last().text, 'First half, second half.');
    assert.equal(last().state.type, 'done');
    assert.equal(last().switches.length, 1);
    assert.deepEqual([last().effort?.attempts, last().effort?.cost], [2, 0.75]);
  });

  it('begins again without the old text when it is asked again', async () => {
    const { session, asked, last } = sessionWith(
      tells(asks(alpha), says('Half'), stopped),
      tells(asks(beta), says('Whole.'), done()),
    );
    session.send('Why?', []);
    await settled();
    session.retry();
    await settled();
    assert.equal(asked[1]?.resume, undefined);
    assert.equal(last().text, 'Whole.');
  });

  it('keeps the old text in a branch of its own', async () => {
    const { session } = sessionWith(
      tells(asks(alpha), says('Half'), stopped),
      tells(asks(beta), says('Whole.'), done()),
    );
    session.send('Why?', []);
    await settled();
    session.retry();
    await settled();
    session.showBranch('turn-1');
    assert.deepEqual(
      shownTurns(session.conversation).map(({ answer }) => answer.text),
      ['Half'],
    );
  });

  it('continues once, and never after a newer question or without a break', async () => {
    const well = tells(asks(alpha), says('Well.'), done());
    const { session, asked } = sessionWith(tells(asks(alpha), says('Half'), stopped), well, well);
    session.goOn();
    session.send('One?', []);
    await settled();
    session.send('Two?', []);
    await settled();
    session.goOn();
    await settled();
    assert.equal(asked.length, 2);
  });
});

describe('ChatSession, a request that ends in a defect', () => {
  it('says so in our own words, and keeps and logs nothing of the text of the error', async () => {
    const words = 'Unexpected token, "sk-1234 and the prompt" is not valid JSON';
    // eslint-disable-next-line require-yield
    const { session, last, logged } = sessionWith(async function* () {
      await Promise.resolve();
      throw new SyntaxError(words);
    });
    session.send('Why?', []);
    await settled();
    assert.equal(last().state.type, 'failed');
    const kept = toArchive(session.conversation) + logged.join('\n');
    assert.ok(kept.includes('SyntaxError') && logged.length === 1, kept);
    for (const word of ['sk-1234', 'and the prompt', 'Unexpected token']) assert.ok(!kept.includes(word), kept);
  });
});

describe('ChatSession, an answer that the user stops', () => {
  it('is stopped at once and gets its usage a moment later', async () => {
    const { session, last } = sessionWith(async function* ({ signal }) {
      yield asks(alpha);
      yield says('Half');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      yield says(' and more');
      yield { type: 'cancelled', attempts: [attempt({ outcome: 'cancelled', maybeBilled: true, cost: 0.5 })] };
    });
    session.send('Why?', []);
    await settled();
    session.stop();
    assert.equal(last().state.type, 'stopped');
    await settled();
    assert.equal(last().text, 'Half');
    assert.deepEqual(last().effort?.tries, ['Alpha (alpha-model) was stopped, may have been billed, about $0.50']);
  });
});

const allFailed: AnswerEvent = { type: 'failed', failure: { attempts: [cut], skipped: [] } };

describe('ChatSession, a prompt that no provider could answer', () => {
  const readyOf = ({ state }: Answer): string | undefined =>
    state.type === 'failed' ? state.problem.ready : undefined;

  it('says when a provider can serve again', async () => {
    const { session, kept, offer, last } = sessionWith(tells(asks(alpha), allFailed));
    session.send('Why?', []);
    await settled();
    assert.deepEqual(kept, ['turn-1']);
    assert.equal(readyOf(last()), undefined);
    offer();
    assert.equal(readyOf(last()), 'Alpha');
  });

  it('stops waiting once it is asked again', async () => {
    const { session, kept, last } = sessionWith(tells(asks(alpha), allFailed), tells(asks(alpha), says('So.'), done()));
    session.send('Why?', []);
    await settled();
    session.retry();
    await settled();
    assert.deepEqual(kept, []);
    assert.equal(last().state.type, 'done');
  });

  it('stops waiting once the chat is cleared', async () => {
    const { session, kept } = sessionWith(tells(asks(alpha), allFailed));
    session.send('Why?', []);
    await settled();
    session.clear();
    assert.deepEqual(kept, []);
  });

  it('leaves an answer alone that came in the meantime', async () => {
    const { session, kept, offer, last } = sessionWith(tells(asks(alpha), says('So.'), done()));
    session.send('Why?', []);
    await settled();
    kept.push('turn-1');
    offer();
    assert.equal(last().state.type, 'done');
  });
});

describe('ChatSession, its branches', () => {
  const never: Ask = async function* ({ signal }) {
    yield asks(alpha);
    yield says('Slow');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    yield { type: 'cancelled', attempts: [] };
  };
  const shown = (session: ChatSession): readonly string[] =>
    shownTurns(session.conversation).map(({ prompt, answer }) => `${prompt} ${answer.text}`);

  it('asks an edited prompt in place of the old one, which stays', async () => {
    const { session } = sessionWith(tells(asks(alpha), says('So.'), done()), tells(asks(alpha), says('Ah.'), done()));
    session.send('Why?', []);
    await settled();
    session.edit('turn-1', 'Why not?', []);
    await settled();
    assert.deepEqual(shown(session), ['Why not? Ah.']);
    session.showBranch('turn-1');
    assert.deepEqual(shown(session), ['Why? So.']);
  });

  it('asks a turn again as often as the user wants', async () => {
    const { session } = sessionWith(...['A', 'B', 'C'].map((text) => tells(asks(alpha), says(text), done())));
    session.send('Why?', []);
    await settled();
    session.regenerate('turn-1');
    await settled();
    session.regenerate('turn-1');
    await settled();
    assert.deepEqual(shown(session), ['Why? C']);
    assert.equal(session.conversation.turns.length, 3);
  });

  it('asks nothing where the turn is not known', async () => {
    const { session, asked } = sessionWith();
    session.edit('none', 'Why?', []);
    session.regenerate('none');
    await settled();
    assert.equal(asked.length, 0);
  });

  it('goes on to write in one branch while another is asked, and stops the one that is shown', async () => {
    const { session, asked } = sessionWith(never, tells(asks(beta), says('Quick.'), done()));
    session.send('Why?', []);
    await settled();
    session.regenerate('turn-1');
    await settled();
    assert.deepEqual(shown(session), ['Why? Quick.']);
    session.stop();
    assert.equal(asked[0]?.signal.aborted, false);
    session.showBranch('turn-1');
    assert.deepEqual(shown(session), ['Why? Slow']);
    session.stop();
    assert.equal(asked[0].signal.aborted, true);
    assert.deepEqual(
      session.conversation.turns.map(({ answer }) => answer.state.type),
      ['stopped', 'done'],
    );
  });

  it('measures how long a model thinks', async () => {
    const thinks: AnswerEvent = { type: 'thinking', text: 'Hm.', origin: 'x' };
    const { session, last, clock } = sessionWith(async function* () {
      yield asks(alpha);
      yield thinks;
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 2_500));
      yield thinks;
      yield* [says('So.'), done()];
    });
    session.send('Why?', []);
    await clock.advance(3_000);
    assert.equal(last().thinkingMs, 2_500);
  });
});
