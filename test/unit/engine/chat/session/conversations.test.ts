import assert from 'node:assert/strict';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { alpha, asks, attachedImage, attempt, done, says } from '../fixtures';
import { answers, type ChatWindow, chatWorld, hangsAfter, settled, tells } from './chatWorld';

describeWithSqlite('Conversations', () => {
  let world: ReturnType<typeof chatWorld>;
  beforeEach(() => (world = chatWorld()));
  afterEach(() => world.dispose());

  const list = ({ conversations }: ChatWindow, query = '') => conversations.list(query, 'folder', 0, 50).items;
  const titles = (window: ChatWindow, query = ''): readonly string[] => list(window, query).map(({ title }) => title);

  async function withTwo(options: Parameters<typeof world.open>[1] = {}): Promise<ChatWindow> {
    const window = await world.open(answers('So.'), options);
    window.send('First of all?');
    await settled();
    await world.clock.advance(1_000);
    window.conversations.newConversation();
    window.send('And then?');
    await settled();
    return window;
  }

  it('are listed, the latest first, under their first words', async () => {
    const window = await withTwo();
    assert.deepEqual(titles(window), ['And then?', 'First of all?']);
    assert.deepEqual(
      list(window).map(({ isCurrent, state }) => [isCurrent, state]),
      [
        [true, 'idle'],
        [false, 'idle'],
      ],
    );
    assert.deepEqual(titles(window, 'first'), ['First of all?']);
  });

  it('go into a file and come back as others, which are shown', async () => {
    const window = await withTwo();
    const { conversations } = window;
    const { id } = list(window).at(-1)!;
    const exported = conversations.exported(id);
    assert.equal(exported?.title, 'First of all?');
    assert.equal(conversations.exported('unknown'), undefined);
    assert.equal(conversations.add(exported), true);
    assert.equal(list(window).length, 3);
    assert.notEqual(window.session.id, id);
    assert.deepEqual(
      window.session.state.turns.map(({ prompt, answer }) => [prompt, answer.text]),
      [['First of all?', 'So.']],
    );
  });

  it('are listed for the folder of the window, or all', async () => {
    const window = await withTwo({ folder: { key: 'file:///a', name: 'a' } });
    const other = await world.open(answers('So.'), { folder: { key: 'file:///b', name: 'b' } });
    other.send('Elsewhere?');
    await settled();
    assert.deepEqual(titles(other), ['Elsewhere?']);
    const all = window.conversations.list('', 'all', 1, 1);
    assert.deepEqual([all.items.length, all.total], [1, 3]);
  });

  it('take the draft along into a new one, of which nothing is kept without a word', async () => {
    const window = await withTwo();
    window.session.setDraft('half a');
    window.conversations.newConversation();
    assert.equal(window.session.state.draft, 'half a');
    window.session.setDraft('');
    const { id } = window.session;
    window.conversations.open(list(window).at(-1)!.id);
    assert.equal(window.session.state.draft, '');
    assert.equal(window.conversations.open(id), false);
    assert.equal(list(window).length, 2);
  });

  it('keep what was mentioned in the draft, each its own, until it is sent', async () => {
    const window = await withTwo();
    const [a, b] = ['a.ts', 'b.ts'].map((label) => ({ id: `file:file:///${label}`, kind: 'file' as const, label }));
    const { id } = window.session;
    window.session.setMentions([a!]);
    window.conversations.open(list(window).at(-1)!.id);
    assert.deepEqual(window.session.state.mentions, []);
    window.session.setMentions([b!]);
    window.conversations.flush();
    window.kill();
    const again = await world.open(answers('So.'), { shown: window.shown });
    assert.deepEqual(again.session.state.mentions, [b]);
    again.conversations.newConversation();
    assert.deepEqual(again.session.state.mentions, [b]);
    again.conversations.open(id);
    assert.deepEqual(again.session.state.mentions, [a]);
    again.send('With it?');
    again.conversations.flush();
    again.kill();
    assert.deepEqual((await world.open([], { shown: again.shown })).session.state.mentions, []);
  });

  it('have in their draft what the window mentioned last, whichever it was', async () => {
    const window = await withTwo();
    const other = await world.open([]);
    const mention = (label: string) => ({ id: label, kind: 'file' as const, label });
    window.session.setMentions([mention('one')]);
    other.session.setMentions([mention('two')]);
    for (const each of [window, other]) each.conversations.flush();
    window.session.refresh();
    assert.deepEqual(window.session.state.mentions, [mention('two')]);
    const { mentions } = other.session.state;
    other.session.refresh();
    assert.ok(other.session.state.mentions === mentions, 'the same ones are not read again');
  });

  it('have what was mentioned before they were there', async () => {
    const before = await withTwo();
    before.session.setMentions([{ id: 'one', kind: 'file', label: 'one' }]);
    before.close();
    const window = await world.open([], {
      beforeLoad: ({ current }) => current.setMentions([{ id: 'two', kind: 'file', label: 'two' }]),
    });
    assert.deepEqual(
      window.session.state.mentions.map(({ id }) => id),
      ['one', 'two'],
    );
  });

  it('let an image of the draft be taken away, and keep one that was sent before the wish came', async () => {
    const window = await withTwo();
    const { conversations, session } = window;
    for (const id of ['away', 'sent']) conversations.addImage(attachedImage({ id }), Uint8Array.of(1, 2, 3));
    conversations.removeImage('away');
    assert.deepEqual([session.state.images, conversations.image('away')], [[attachedImage({ id: 'sent' })], undefined]);
    window.send('What is this?');
    conversations.removeImage('sent');
    assert.deepEqual([...(conversations.image('sent')?.bytes ?? [])], [1, 2, 3]);
  });

  it('go on to be written while another is shown, and are closed then', async () => {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const window = await world.open([
      async function* () {
        yield* [asks(alpha), says('Slow')];
        await ended;
        yield* [says('ly.'), done()];
      },
      answers('Quick.'),
    ]);
    window.send('One?');
    await settled();
    const { id } = window.session;
    window.conversations.newConversation();
    window.send('Two?');
    await settled();
    assert.deepEqual(
      list(window).map(({ title, state }) => [title, state]),
      [
        ['Two?', 'idle'],
        ['One?', 'writing'],
      ],
    );
    end();
    await settled();
    assert.equal(list(window)[1]?.state, 'idle');
    window.conversations.open(id);
    assert.deepEqual(window.lines(), ['One?: Slowly. (done)']);
  });

  it('that are unfinished are told', async () => {
    const killed = await world.open([hangsAfter(asks(alpha), says('A'))]);
    killed.send('One?');
    await settled();
    killed.kill();
    const window = await world.open([]);
    window.conversations.newConversation();
    assert.equal(list(window)[0]?.state, 'unfinished');
  });

  it('keep the title that the user gave, whatever a model says', async () => {
    const given: ((title: string) => void)[] = [];
    const window = await world.open(answers('So.'), {
      titleOf: () => new Promise((resolve) => given.push(resolve)),
    });
    window.send('How do I sort a list in place without a copy of the whole of it?');
    await settled();
    assert.equal(window.conversations.view().title, 'How do I sort a list in place without a copy of the whole…');
    window.conversations.rename(window.session.id, '  My own\n title ');
    given[0]!('By a model');
    await settled();
    assert.equal(window.conversations.view().title, 'My own title');
    window.conversations.rename(window.session.id, '');
    assert.match(window.conversations.view().title, /^How do I sort/);
  });

  it('get a title by a model after the first answer, once', async () => {
    let count = 0;
    const window = await world.open(answers('So.'), {
      titleOf: () => Promise.resolve(`Title ${(count += 1)}`),
    });
    window.send('Why?');
    assert.equal(window.conversations.view().title, 'Why?');
    await settled();
    window.send('And?');
    await settled();
    assert.deepEqual([window.conversations.view().title, count], ['Title 1', 1]);
  });

  it('are pinned to the top', async () => {
    const window = await withTwo();
    window.conversations.pin(list(window)[1]!.id, true);
    assert.deepEqual(titles(window), ['First of all?', 'And then?']);
  });

  it('can be deleted and brought back', async () => {
    const window = await withTwo();
    const { id } = window.session;
    assert.equal(window.conversations.remove(id), 'And then?');
    assert.deepEqual(window.lines(), ['First of all?: So. (done)']);
    assert.deepEqual(titles(window), ['First of all?']);
    assert.equal(window.conversations.remove(id), undefined);
    window.conversations.restore(id);
    assert.deepEqual(window.lines(), ['And then?: So. (done)']);
  });

  it('that are deleted while they are written stop', async () => {
    const window = await world.open([hangsAfter(asks(alpha), says('A'))]);
    window.send('One?');
    await settled();
    window.conversations.remove(window.session.id);
    assert.equal(window.asked[0]?.options.signal.aborted, true);
    assert.deepEqual(window.lines(), []);
  });

  it('branch off into a new one with all up to a turn', async () => {
    const window = await world.open(answers('So.'));
    for (const prompt of ['One?', 'Two?', 'Three?']) {
      window.send(prompt);
      await settled();
    }
    window.conversations.fork(window.session.state.turns[1]!.id);
    assert.deepEqual(window.lines(), ['One?: So. (done)', 'Two?: So. (done)']);
    window.send('Instead?');
    await settled();
    assert.equal(window.lines().length, 3);
    assert.equal(list(window).length, 2);
  });

  it('tell what they took, over all branches', async () => {
    const usage = { inputTokens: 10, outputTokens: 5 };
    const costly = tells(asks(alpha), says('So.'), done([attempt({ cost: 0.25, usage })]));
    const window = await world.open([costly, costly, answers('Free.')]);
    window.send('Why?');
    await settled();
    window.session.regenerate(window.session.state.turns[0]!.id);
    await settled();
    const { cost, inputTokens, outputTokens } = window.conversations.view();
    assert.deepEqual([cost, inputTokens, outputTokens], [0.5, 20, 10]);
  });
});
