import assert from 'node:assert/strict';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { alpha, asks, done, says } from '../fixtures';
import { answers, type ChatWindow, chatWorld, hangsAfter, settled } from './chatWorld';

describeWithSqlite('Conversations, in two windows', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  /** Longer than it takes to hear of another window's write. */
  const told = (): Promise<void> => world.clock.advance(6_000);

  async function both(first: Parameters<typeof world.open>[0], second: Parameters<typeof world.open>[0]) {
    const one = await world.open(first);
    one.send('One?');
    await settled();
    one.conversations.flush();
    const two = await world.open(second);
    return [one, two] as const;
  }

  const ids = ({ session }: ChatWindow): readonly string[] => session.state.turns.map(({ id }) => id);

  it('follow each other while they are idle', async () => {
    const [one, two] = await both(answers('A'), answers('B'));
    two.send('Two?');
    await told();
    assert.deepEqual(one.lines(), ['One?: A (done)', 'Two?: B (done)']);
    one.session.showBranch(ids(one)[0]!);
    one.session.setDraft('half a');
    await told();
    assert.deepEqual(two.session.state.draft, 'half a');
  });

  it('have a prompt follow that of the other which was not shown here yet, and not beside it', async () => {
    const [one, two] = await both(answers('A'), [hangsAfter(asks(alpha), says('B'))]);
    two.send('Two?');
    assert.equal(ids(one).length, 1);
    one.send('Three?');
    await told();
    for (const window of [one, two]) {
      assert.deepEqual(window.lines(), ['One?: A (done)', 'Two?: B (writing)']);
      assert.deepEqual(
        window.session.state.queue.map(({ prompt }) => prompt),
        ['Three?'],
      );
    }
  });

  it('keep the turns of both, as branches, and each shows its own while it writes', async () => {
    const [one, two] = await both(
      [answers('A'), hangsAfter(asks(alpha), says('C'))],
      [hangsAfter(asks(alpha), says('B'))],
    );
    two.send('Two?');
    one.session.edit(ids(one)[0]!, { prompt: 'Three?', attachments: [] });
    await told();
    assert.deepEqual(two.lines(), ['One?: A (done)', 'Two?: B (writing)']);
    assert.deepEqual(one.lines(), ['Three?: C (writing)']);
    assert.deepEqual([...ids(one)].sort(), [...ids(two)].sort());
    assert.equal(ids(one).length, 3);
  });

  it('show an answer of the other as it is written, and stop it from there', async () => {
    const [one, two] = await both([hangsAfter(asks(alpha), says('A'))], []);
    assert.deepEqual(two.lines(), ['One?: A (writing)']);
    two.session.stop();
    await told();
    assert.equal(one.asked[0]?.options.signal.aborted, true);
    await told();
    assert.deepEqual(two.lines(), ['One?: A (stopped)']);
  });

  it('notice when the other dies in the middle of an answer', async () => {
    const [one, two] = await both([hangsAfter(asks(alpha), says('A'))], []);
    one.kill();
    await told();
    assert.deepEqual(two.lines(), ['One?: A (interrupted)']);
  });

  for (const where of ['that it shows', 'that it opens'] as const) {
    it(`take an answer that the other ends at this moment for ended, in a conversation ${where}`, async () => {
      const [one, two] = await both([hangsAfter(asks(alpha), says('A'))], []);
      const { id } = two.session;
      if (where === 'that it opens') two.conversations.newConversation();
      const isElsewhere = two.claims.isElsewhere.bind(two.claims);
      // Between the look at the turn and the look at who writes it.
      two.claims.isElsewhere = (turnId) => {
        two.claims.isElsewhere = isElsewhere;
        one.session.stop();
        return isElsewhere(turnId);
      };
      if (where === 'that it opens') two.conversations.open(id);
      else two.session.refresh();
      assert.deepEqual(two.lines(), ['One?: A (stopped)']);
    });
  }

  it('queue for the answer of the other, which sends it', async () => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const [one, two] = await both(
      [
        async function* () {
          yield* [asks(alpha), says('A')];
          await ended;
          yield done();
        },
        answers('B'),
      ],
      [],
    );
    two.send('Two?');
    await told();
    assert.equal(one.session.state.queue.length, 1);
    end();
    await told();
    assert.deepEqual(two.lines(), ['One?: A (done)', 'Two?: B (done)']);
    assert.deepEqual(two.session.state.queue, []);
  });

  it('both lose no prompt that both queue at once', async () => {
    const [one, two] = await both([hangsAfter(asks(alpha), says('A'))], []);
    one.send('From one');
    two.send('From two');
    await told();
    for (const { session } of [one, two]) {
      assert.deepEqual(
        session.state.queue.map(({ prompt }) => prompt),
        ['From one', 'From two'],
      );
    }
  });
});
