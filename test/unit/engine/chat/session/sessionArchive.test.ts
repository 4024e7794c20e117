import assert from 'node:assert/strict';
import { type ConversationArchive, fromArchive, toArchive } from '../../../../../src/engine/chat/session/archive';
import { ChatSession } from '../../../../../src/engine/chat/session/session';
import { silentLog } from '../../../../../src/engine/model/log';
import { type VirtualClock, virtualClock } from '../../failover/fixtures';
import { conversationOf, turn } from '../fixtures';

/** One archive as several windows see it. */
class SharedArchive {
  text: string | undefined;
  readonly aside: string[] = [];
  failure: Error | undefined;
  readFailure: Error | undefined;
  asideFailure: Error | undefined;
  private writes = 0;

  window(): ConversationArchive {
    // Nothing was read yet.
    let seen = -1;
    return {
      read: () => {
        if (this.readFailure) return Promise.reject(this.readFailure);
        seen = this.writes;
        return Promise.resolve(this.text);
      },
      write: (text) => {
        if (this.failure) return Promise.reject(this.failure);
        this.text = text;
        this.writes += 1;
        seen = this.writes;
        return Promise.resolve();
      },
      changedElsewhere: () => Promise.resolve(this.text !== undefined && seen !== this.writes),
      setAside: () => {
        if (this.asideFailure) return Promise.reject(this.asideFailure);
        this.readFailure = undefined;
        this.aside.push(this.text ?? '');
        this.text = undefined;
        return Promise.resolve(`chat.unreadable-${this.aside.length}.json`);
      },
    };
  }
}

interface Window {
  readonly session: ChatSession;
  readonly clock: VirtualClock;
  readonly warnings: string[];
}

let windows = 0;

async function windowOn(archive: SharedArchive): Promise<Window> {
  const clock = virtualClock();
  const warnings: string[] = [];
  const id = (windows += 1);
  let ids = 0;
  const session = new ChatSession({
    ask: async function* () {
      await Promise.resolve();
      yield { type: 'cancelled', attempts: [] };
    },
    prepare: () => Promise.resolve(),
    contextWindows: () => [100_000],
    outbox: { keep: () => undefined, remove: () => undefined, onOffer: () => ({ dispose: () => undefined }) },
    archive: archive.window(),
    clock,
    newId: () => `${id}-${(ids += 1)}`,
    log: silentLog,
    warn: (message) => warnings.push(message),
  });
  await session.load();
  return { session, clock, warnings };
}

async function says({ session, clock }: Window, prompt: string): Promise<void> {
  session.send(prompt, []);
  await clock.advance(1_000);
}

function prompts(text: string | undefined): readonly string[] {
  return fromArchive(text ?? '')?.conversation.turns.map(({ prompt }) => prompt) ?? [];
}

describe('ChatSession, its archive', () => {
  it('keeps the turns of two windows that share it', async () => {
    const archive = new SharedArchive();
    const [one, two] = [await windowOn(archive), await windowOn(archive)];
    await says(one, 'A?');
    await says(two, 'B?');
    await says(one, 'C?');
    await says(two, 'D?');
    assert.deepEqual([...prompts(archive.text)].sort(), ['A?', 'B?', 'C?', 'D?']);
    const next = await windowOn(archive);
    assert.equal(next.session.conversation.turns.length, 4);
  });

  it('forgets the turns of a window that began a new chat, and keeps those of the other', async () => {
    const archive = new SharedArchive();
    const [one, two] = [await windowOn(archive), await windowOn(archive)];
    await says(one, 'A?');
    await says(two, 'B?');
    one.session.clear();
    await one.clock.advance(1_000);
    assert.deepEqual(prompts(archive.text), ['B?']);
  });

  it('is set aside when it cannot be read, under a name that the user sees', async () => {
    const archive = new SharedArchive();
    archive.text = '{';
    const { warnings } = await windowOn(archive);
    assert.deepEqual(archive.aside, ['{']);
    assert.match(warnings.join(), /could not be read.*chat\.unreadable-1\.json/);
  });

  it('is set aside when it may not be read, with a notice too', async () => {
    const archive = new SharedArchive();
    archive.text = toArchive(conversationOf([turn('One?')]));
    archive.readFailure = new Error('EACCES');
    const made = await windowOn(archive);
    assert.match(made.warnings.join(), /The kept chat could not be read.*chat\.unreadable-1\.json/);
    await says(made, 'Two?');
    assert.deepEqual([archive.aside.length, prompts(archive.text)], [1, ['Two?']]);
  });

  it('of another window is set aside when it cannot be read, before anything takes its place', async () => {
    const archive = new SharedArchive();
    const [one, two] = [await windowOn(archive), await windowOn(archive)];
    await says(two, 'B?');
    // As a later version may write it.
    archive.text = `{"version":2,"of":${JSON.stringify(archive.text)}}`;
    await says(one, 'A?');
    assert.match(archive.aside.join(), /"version":2.*B\?/);
    assert.match(one.warnings.join(), /chat\.unreadable-1\.json/);
    assert.deepEqual(prompts(archive.text), ['A?']);
  });

  it('is not overwritten when it can neither be read nor set aside, and the user sees a notice', async () => {
    const archive = new SharedArchive();
    archive.text = '{';
    archive.asideFailure = new Error('EROFS');
    const made = await windowOn(archive);
    assert.match(made.warnings.join(), /neither be read nor put aside/);
    await says(made, 'A?');
    assert.equal(archive.text, '{');
    archive.asideFailure = undefined;
    await made.clock.advance(10_000);
    assert.deepEqual([archive.aside, prompts(archive.text)], [['{'], ['A?']]);
  });

  it('shows the other turns when one cannot be read, and is set aside as it was', async () => {
    const archive = new SharedArchive();
    const kept = JSON.parse(toArchive(conversationOf([turn('One?'), turn('Two?')]))) as {
      conversation: { turns: unknown[] };
    };
    kept.conversation.turns[0] = null;
    archive.text = JSON.stringify(kept);
    const { session, clock, warnings } = await windowOn(archive);
    assert.deepEqual(
      session.conversation.turns.map(({ prompt }) => prompt),
      ['Two?'],
    );
    assert.equal(archive.aside.length, 1);
    assert.match(warnings.join(), /1 part of the kept chat could not be read/);
    await clock.advance(1_000);
    assert.deepEqual(prompts(archive.text), ['Two?']);
  });

  it('reports a failed write once, writes again without another change, and reports the next failure', async () => {
    const archive = new SharedArchive();
    const made = await windowOn(archive);
    archive.failure = new Error('ENOSPC');
    await says(made, 'A?');
    await says(made, 'B?');
    assert.equal(made.warnings.length, 1);
    assert.match(made.warnings[0]!, /cannot be saved.*[Cc]opy/);
    archive.failure = undefined;
    await made.clock.advance(10_000);
    assert.deepEqual(prompts(archive.text), ['A?', 'B?']);
    archive.failure = new Error('EROFS');
    await says(made, 'C?');
    assert.equal(made.warnings.length, 2);
  });
});
