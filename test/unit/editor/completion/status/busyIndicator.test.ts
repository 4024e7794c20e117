import assert from 'node:assert/strict';
import type * as ActivityModule from '../../../../../src/editor/completion/status/busyIndicator';
import { loadWithEditor } from '../../vscodeStub';

class EventEmitter {
  private heard: (() => void) | undefined;
  readonly event = (listener: () => void) => {
    this.heard = listener;
    return { dispose: () => undefined };
  };
  fire(): void {
    this.heard?.();
  }
}

const { BusyIndicator } = loadWithEditor({ EventEmitter }, () =>
  require('../../../../../src/editor/completion/status/busyIndicator'),
) as typeof ActivityModule;

async function* words(): AsyncGenerator<string> {
  yield 'one';
  yield 'two';
}

async function* brokenWords(): AsyncGenerator<string> {
  yield 'one';
  throw new Error('broken');
}

describe('BusyIndicator', () => {
  const begin = () => {
    const activity = new BusyIndicator();
    const told: boolean[] = [];
    activity.onDidChange(() => told.push(activity.isBusy));
    return { activity, told };
  };

  it('is busy from the first to the last of several requests and passes their events on', async () => {
    const { activity, told } = begin();
    const [a, b] = [activity.follow(words()), activity.follow(words())];
    await a.next();
    await b.next();
    const rest: string[] = [];
    for await (const word of a) rest.push(word);
    assert.deepEqual([rest, activity.isBusy], [['two'], true]);
    for await (const word of b) rest.push(word);
    assert.deepEqual(
      [rest, told],
      [
        ['two', 'two'],
        [true, false],
      ],
    );
  });

  it('ends with a request that is left or that throws', async () => {
    const { activity, told } = begin();
    for await (const word of activity.follow(words())) if (word === 'one') break;
    const broken = activity.follow(brokenWords());
    await broken.next();
    await assert.rejects(broken.next(), /broken/);
    assert.deepEqual(told, [true, false, true, false]);
  });
});
