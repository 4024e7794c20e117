import assert from 'node:assert/strict';
import { Snooze } from '../../../../../src/engine/completion/trigger/snooze';
import { AutomaticRequests } from '../../../../../src/editor/completion/trigger/automaticRequests';
import type { CompletionSettings } from '../../../../../src/editor/completion/settings/completionSettings';
import type * as Files from '../../../../../src/editor/completion/settings/disabledFiles';
import { handClock } from '../../../engine/failover/handClock';
import { loadWithEditor } from '../../vscodeStub';

class EventEmitter {
  readonly event = () => ({ dispose: () => undefined });
  fire(): void {
    this.event();
  }
}

const { DisabledFiles } = loadWithEditor({ EventEmitter }, () =>
  require('../../../../../src/editor/completion/settings/disabledFiles'),
) as typeof Files;

type Uri = Parameters<Files.DisabledFiles['has']>[0];
const file = (name: string) => ({ toString: () => name }) as unknown as Uri;

function memento(known?: unknown) {
  const memory = { known };
  return {
    memory,
    get: () => memory.known as never,
    update: (_key: string, value: unknown) => {
      memory.known = value;
      return Promise.resolve();
    },
  };
}

describe('AutomaticRequests', () => {
  const begin = (settings: Partial<CompletionSettings> = {}) => {
    const snooze = new Snooze(handClock());
    const files = new DisabledFiles(memento());
    const of = () => ({ enabled: true, trigger: 'automatic', ...settings }) as CompletionSettings;
    const automatic = new AutomaticRequests({ of }, snooze, files);
    const areOn = (name = 'file:///a.go') => automatic.areOnIn({ uri: file(name), languageId: 'go' });
    return { snooze, files, areOn };
  };

  it('are on where completions are on and nothing else is set', () => {
    assert.equal(begin().areOn(), true);
    assert.equal(begin({ enabled: false }).areOn(), false);
    assert.equal(begin({ trigger: 'manual' }).areOn(), false);
  });

  it('are off during a snooze and on afterwards', () => {
    const { snooze, areOn } = begin();
    snooze.extend();
    assert.equal(areOn(), false);
    snooze.resume();
    assert.equal(areOn(), true);
  });

  it('are off in a disabled file and on in others', async () => {
    const { files, areOn } = begin();
    assert.equal(await files.toggle(file('file:///a.go')), true);
    assert.deepEqual([areOn('file:///a.go'), areOn('file:///b.go')], [false, true]);
    assert.equal(await files.toggle(file('file:///a.go')), false);
    assert.equal(areOn('file:///a.go'), true);
  });
});

describe('DisabledFiles', () => {
  it('remember files in the workspace, except untitled ones', async () => {
    const memory = memento();
    const files = new DisabledFiles(memory);
    await files.toggle(file('file:///a.go'));
    await files.toggle(file('untitled:Untitled-1'));
    assert.equal(files.has(file('untitled:Untitled-1')), true);
    const later = new DisabledFiles(memory);
    assert.deepEqual([later.has(file('file:///a.go')), later.has(file('untitled:Untitled-1'))], [true, false]);
  });

  it('keep the latest two hundred', async () => {
    const memory = memento();
    const files = new DisabledFiles(memory);
    for (let index = 0; index <= 200; index += 1) await files.toggle(file(`file:///${index}`));
    assert.deepEqual([files.has(file('file:///0')), files.has(file('file:///200'))], [false, true]);
    assert.equal((memory.memory.known as string[]).length, 200);
  });

  it('start empty where the memory holds another value', () => {
    assert.equal(new DisabledFiles(memento({ not: 'a list' })).has(file('file:///a.go')), false);
  });
});
