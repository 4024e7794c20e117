import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import type { Answer } from '../../../../../src/engine/chat/conversation/answerState';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { provider, statusOf } from '../../../editor/fixtures';
import { alpha, asks, attempt, beta, done, failure, says } from '../fixtures';
import { answers, chatWorld, hangsAfter, settled, tells } from './chatWorld';

const cut = attempt({ outcome: 'failed', failure: failure('stream-cut'), maybeBilled: true, cost: 0.5 });
const stopped: AnswerEvent = { type: 'failed', failure: { attempts: [cut], skipped: [], next: beta } };
const refused: AnswerEvent = {
  type: 'failed',
  failure: { attempts: [attempt({ outcome: 'failed', failure: failure('auth') })], skipped: [] },
};
const goesOn: AnswerEvent = {
  type: 'switched',
  from: alpha,
  to: beta,
  failure: failure('stream-cut'),
  mode: 'continued',
};

describeWithSqlite('ChatSession', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  it('continues an answer that stopped to ask, with its text and attempts', async () => {
    const served = attempt({ route: beta, cost: 0.25 });
    const { session, send, asked, last } = await world.open([
      tells(asks(alpha), says('First half, '), stopped),
      tells(goesOn, asks(beta, 2), says('second half.'), done([cut, served])),
    ]);
    send('Why?');
    await settled();
    assert.equal(last().state.type, 'failed');
    session.goOn();
    await settled();
    assert.deepEqual(asked[1]?.options.resume, { text: 'First half, ', attempts: [cut] });
    assert.equal(last().text, 'First half, second half.');
    assert.equal(last().state.type, 'done');
    assert.equal(last().switches.length, 1);
    assert.deepEqual([last().effort?.attempts, last().effort?.cost], [2, 0.75]);
  });

  it('begins again without the old text when it is asked again, and keeps it in a branch', async () => {
    const { session, send, asked, lines } = await world.open([
      tells(asks(alpha), says('Half'), stopped),
      answers('Whole.'),
    ]);
    send('Why?');
    await settled();
    const [half] = session.state.turns;
    session.retry();
    await settled();
    assert.equal(asked[1]?.options.resume, undefined);
    assert.deepEqual(lines(), ['Why?: Whole. (done)']);
    session.showBranch(half!.id);
    assert.deepEqual(lines(), ['Why?: Half (failed)']);
  });

  it('continues once, and never after a newer question or without a break', async () => {
    const { session, send, asked } = await world.open([
      tells(asks(alpha), says('Half'), stopped),
      answers('Well.'),
      answers('Well.'),
    ]);
    session.goOn();
    send('One?');
    await settled();
    send('Two?');
    await settled();
    session.goOn();
    await settled();
    assert.equal(asked.length, 2);
  });

  it('tells a defect in our own words, and keeps and logs nothing of the text of the error', async () => {
    const words = 'Unexpected token, "sk-1234 and the prompt" is not valid JSON';
    // eslint-disable-next-line require-yield
    const { session, send, last, logged } = await world.open(async function* () {
      await Promise.resolve();
      throw new SyntaxError(words);
    });
    send('Why?');
    await settled();
    assert.equal(last().state.type, 'failed');
    const kept = JSON.stringify(session.state.turns) + logged.join('\n');
    assert.ok(kept.includes('SyntaxError') && logged.length === 1, kept);
    for (const word of ['sk-1234', 'and the prompt', 'Unexpected token']) assert.ok(!kept.includes(word), kept);
  });

  it('tells of an answer that ends without a reason', async () => {
    const { send, last } = await world.open(tells(asks(alpha), says('Half')));
    send('Why?');
    await settled();
    assert.deepEqual([last().state.type, last().text], ['failed', 'Half']);
  });

  it('stops an answer at once and learns of its usage a moment later', async () => {
    const { session, send, last } = await world.open(async function* ({ signal }) {
      yield asks(alpha);
      yield says('Half');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      yield says(' and more');
      yield { type: 'cancelled', attempts: [attempt({ outcome: 'cancelled', maybeBilled: true, cost: 0.5 })] };
    });
    send('Why?');
    await settled();
    session.stop();
    assert.equal(last().state.type, 'stopped');
    await settled();
    assert.equal(last().text, 'Half');
    assert.deepEqual(last().effort?.tries, ['Alpha (alpha-model) was stopped, may have been billed, about $0.50']);
  });

  it('says when a provider can serve again for a prompt that failed, until it is asked again', async () => {
    const readyOf = ({ state }: Answer): string | undefined =>
      state.type === 'failed' ? state.problem.ready : undefined;
    const { session, send, last, setStatus } = await world.open([tells(asks(alpha), refused), answers('So.')]);
    send('Why?');
    await settled();
    assert.equal(readyOf(last()), undefined);
    setStatus(statusOf([provider('Alpha')]));
    assert.equal(readyOf(last()), 'Alpha');
    session.retry();
    await settled();
    assert.equal(last().state.type, 'done');
    setStatus(statusOf([]));
    setStatus(statusOf([provider('Alpha')]));
    assert.equal(last().state.type, 'done');
  });

  it('asks an edited prompt in place of the old one, which stays', async () => {
    const { session, send, lines } = await world.open([answers('So.'), answers('Ah.')]);
    send('Why?');
    await settled();
    const [first] = session.state.turns;
    session.edit(first!.id, { prompt: 'Why not?', attachments: [] });
    await settled();
    assert.deepEqual(lines(), ['Why not?: Ah. (done)']);
    session.showBranch(first!.id);
    assert.deepEqual(lines(), ['Why?: So. (done)']);
  });

  it('asks a turn again with the model that was chosen for it, or another', async () => {
    const { session, send, asked } = await world.open(answers('So.'));
    const [small, large] = ['small', 'large'].map((model) => ({ providerId: 'alpha', model }));
    session.change((state) => ({ ...state, choice: small }));
    send('Why?');
    await settled();
    session.change((state) => ({ ...state, choice: undefined }));
    const [first] = session.state.turns;
    session.regenerate(first!.id);
    await settled();
    session.regenerate(first!.id, large);
    await settled();
    assert.deepEqual(
      asked.map(({ options }) => options.model),
      [small, small, large],
    );
    assert.equal(session.state.turns.length, 3);
  });

  it('asks nothing where the turn is not known or there is nothing to ask', async () => {
    const { session, send, asked } = await world.open();
    session.edit('none', { prompt: 'Why?', attachments: [] });
    session.regenerate('none');
    session.retry();
    session.stop();
    send('  ');
    await settled();
    assert.equal(asked.length, 0);
  });

  it('goes on to write in one branch while another is asked, and stops the one that is shown', async () => {
    const { session, send, asked, lines } = await world.open([
      hangsAfter(asks(alpha), says('Slow')),
      answers('Quick.'),
    ]);
    send('Why?');
    await settled();
    const [slow] = session.state.turns;
    session.regenerate(slow!.id);
    await settled();
    assert.deepEqual(lines(), ['Why?: Quick. (done)']);
    session.stop();
    assert.equal(asked[0]?.options.signal.aborted, false);
    session.showBranch(slow!.id);
    assert.deepEqual(lines(), ['Why?: Slow (writing)']);
    session.stop();
    assert.deepEqual(
      session.state.turns.map(({ answer }) => answer.state.type),
      ['stopped', 'done'],
    );
  });

  it('measures how long a model thinks', async () => {
    const thinks: AnswerEvent = { type: 'thinking', text: 'Hm.', origin: 'x' };
    const { send, last } = await world.open(async function* () {
      yield asks(alpha);
      yield thinks;
      await new Promise<void>((resolve) => void world.clock.setTimeout(resolve, 2_500));
      yield thinks;
      yield* [says('So.'), done()];
    });
    send('Why?');
    await world.clock.advance(3_000);
    assert.equal(last().thinkingMs, 2_500);
  });
});
