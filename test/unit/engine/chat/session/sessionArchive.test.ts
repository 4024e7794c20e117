import assert from 'node:assert/strict';
import { type ConversationArchive, fromArchive, toArchive } from '../../../../../src/engine/chat/session/archive';
import { ChatSession } from '../../../../../src/engine/chat/session/session';
import { silentLog } from '../../../../../src/engine/model/log';
import { type VirtualClock, virtualClock } from '../../failover/fixtures';
import { turn } from '../fixtures';

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

describe('the archive of a chat', () => {
  it('that two windows share keeps the turns of both', async () => {
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

  it('forgets the turns of the window that began anew, and keeps the other’s', async () => {
    const archive = new SharedArchive();
    const [one, two] = [await windowOn(archive), await windowOn(archive)];
    await says(one, 'A?');
    await says(two, 'B?');
    one.session.clear();
    await one.clock.advance(1_000);
    assert.deepEqual(prompts(archive.text), ['B?']);
  });

  it('that cannot be read is set aside under a name that the user is told', async () => {
    const archive = new SharedArchive();
    archive.text = '{';
    const { warnings } = await windowOn(archive);
    assert.deepEqual(archive.aside, ['{']);
    assert.match(warnings.join(), /could not be read.*chat\.unreadable-1\.json/);
  });

  it('that may not be read is set aside and told as well', async () => {
    const archive = new SharedArchive();
    archive.text = toArchive({ turns: [turn('One?')], draft: '' });
    archive.readFailure = new Error('EACCES');
    const made = await windowOn(archive);
    assert.match(made.warnings.join(), /The kept chat could not be read.*chat\.unreadable-1\.json/);
    await says(made, 'Two?');
    assert.deepEqual([archive.aside.length, prompts(archive.text)], [1, ['Two?']]);
  });

  it('of another window that cannot be read is set aside before anything takes its place', async () => {
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

  it('that can neither be read nor put aside is not written over, and the user is told', async () => {
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

  it('of which a turn cannot be read shows the others, and is set aside as it was', async () => {
    const archive = new SharedArchive();
    const kept = JSON.parse(toArchive({ turns: [turn('One?'), turn('Two?')], draft: '' })) as {
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

  it('that cannot be written is told to the user once, tried again without another change, and told again when it fails anew', async () => {
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
