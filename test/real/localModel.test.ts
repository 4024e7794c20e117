import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { callProvider } from '../../src/engine/failover/request/attempt/callProvider';
import { completionTask } from '../../src/engine/completion/prompt/completionTask';
import { noCompletionContext } from '../../src/engine/completion/api/completionContext';
import type { ChainLink } from '../../src/engine/failover/api/providerManager';
import { systemClock } from '../../src/engine/model/async/clock';
import type { ProviderConfig } from '../../src/engine/model/provider/providerConfig';
import { isAlive } from '../../src/engine/localModel/server/isAlive';
import type { SharedServer } from '../../src/engine/localModel/server/sharedServer';
import { createProvider } from '../../src/engine/providers/registry/createProvider';
import { routesOf } from '../../src/engine/providers/registry/routes';
import { at } from '../unit/engine/completion/fixtures';
import { clearance } from '../unit/engine/privacy/released';
import { collect } from '../unit/engine/failover/fixtures';
import { atEndOfTest } from './support/ending';
import { guardBundle, openWindow, setUp, storageFolder, type Window } from './support/localRuntime';
import { availableBuild, startServers } from './support/servers';
import { ask, assertWhole, fastClock, linkTo, managerOf, please, switches } from './support/stage';

const config: ProviderConfig = {
  id: 'local',
  type: 'local',
  model: 'Test Coder',
  label: 'LOCAL',
  headers: {},
  enabled: true,
};

function linkOf({ model }: Window): ChainLink {
  const deps = { apiKey: () => Promise.resolve(undefined), fetch: model.fetch, clock: systemClock };
  return { provider: createProvider(config, deps), label: config.label, ...routesOf(config) };
}

function sharedIn(storage: string): SharedServer {
  return JSON.parse(readFileSync(path.join(storage, 'server.json'), 'utf8')) as SharedServer;
}

/** The guard is the process that has started the server. */
function guardOf(serverPid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${serverPid}/status`, 'utf8'))?.[1]);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(20);
}

async function setUpWindow(
  pace: 'quick' | 'slow' = 'quick',
  clock = systemClock,
): Promise<Window & { storage: string }> {
  const storage = storageFolder();
  const window = openWindow(storage, clock);
  await setUp(window, availableBuild(), pace);
  return { ...window, storage };
}

describe('a local model without any other program', () => {
  it('starts at the first request, fills in and chats, and is nobody else’s', async () => {
    const { model, storage, ...rest } = await setUpWindow();
    assert.equal(model.installed?.name, 'Test Coder');
    assert.throws(() => sharedIn(storage), { code: 'ENOENT' });
    const link = linkOf({ model, ...rest });
    const call = { signal: new AbortController().signal };
    const task = completionTask(at('const first = 7█;\n'), noCompletionContext, clearance);
    const events = await collect(
      callProvider(link.provider, link.completion, call, (support) => task.requestFor(link.completion, support)),
    );
    assert.equal(events.at(-1)?.type, 'done', JSON.stringify(events));
    assertWhole(await ask(managerOf([link])));
    const { port, token } = sharedIn(storage);
    assert.equal(statSync(path.join(storage, 'server.json')).mode & 0o777, 0o600);
    const body = JSON.stringify({ prompt: '1', n_predict: 1 });
    const asStranger = await fetch(`http://127.0.0.1:${port}/completion`, { method: 'POST', body });
    assert.equal(asStranger.status, 401);
    const command = readFileSync(`/proc/${sharedIn(storage).serverPid}/cmdline`, 'utf8');
    assert.ok(command.includes('llama-server') && !command.includes(token), command);
  });

  it('is killed in mid-answer: another goes on without a lost word, and it comes back by itself', async () => {
    const window = await setUpWindow('slow');
    const [b] = await startServers({});
    const manager = managerOf([linkOf(window), linkTo('b', b.url, 'chat-completions')]);
    let killed = 0;
    const events = await ask(manager, please, {
      onText: (shown) => {
        if (killed > 0 || shown.length < 100) return;
        killed = sharedIn(window.storage).serverPid;
        process.kill(killed, 'SIGKILL');
      },
    });
    assert.deepEqual(switches(events), ['local -> b: stream-cut, continued']);
    assertWhole(events);
    await until(() => window.lines.filter((line) => line.includes('is loaded after')).length === 2);
    const { serverPid } = sharedIn(window.storage);
    assert.ok(serverPid !== killed && isAlive(serverPid) && !isAlive(killed));
    const list = await linkOf(window).provider.listModels(new AbortController().signal);
    assert.equal(list.ok, true);
    assert.deepEqual(window.problems, []);
  });

  it('hangs: it is ended and started again', async () => {
    const window = await setUpWindow('slow', fastClock(5));
    await window.model.start(new AbortController().signal);
    const { serverPid } = sharedIn(window.storage);
    process.kill(serverPid, 'SIGSTOP');
    const done = new AbortController();
    // A request that waits, as those of a chat may for minutes.
    void window.model.fetch('http://local-model.localhost/v1/models', { signal: done.signal }).catch(() => undefined);
    await until(() => !isAlive(serverPid));
    await until(() => window.lines.filter((line) => line.includes('is loaded after')).length === 2);
    done.abort();
    assert.ok(isAlive(sharedIn(window.storage).serverPid));
  });

  it('leaves the memory when nobody has used it for ten minutes', async () => {
    const later = { ms: 0 };
    const clock = { ...systemClock, now: () => Date.now() + later.ms, monotonicMs: () => performance.now() + later.ms };
    const window = await setUpWindow('quick', clock);
    const link = linkOf(window);
    assertWhole(await ask(managerOf([link])));
    const { serverPid } = sharedIn(window.storage);
    await until(() => {
      later.ms += 60_000;
      return !isAlive(serverPid);
    });
    assertWhole(await ask(managerOf([link])));
    assert.notEqual(sharedIn(window.storage).serverPid, serverPid);
  });

  it('is one process for two windows, and the second has its own once the first is gone', async () => {
    const one = await setUpWindow();
    const two = openWindow(one.storage);
    await two.model.refresh();
    const { signal } = new AbortController();
    await Promise.all([one.model.start(signal), two.model.start(signal)]);
    const first = sharedIn(one.storage).serverPid;
    assertWhole(await ask(managerOf([linkOf(two)])));
    const starts = [...one.lines, ...two.lines].filter((line) => line.startsWith('Starting'));
    assert.equal(starts.length, 1, starts.join());
    // The one that has started it ends.
    const owner = one.lines.some((line) => line.startsWith('Starting')) ? one : two;
    const other = owner === one ? two : one;
    owner.model.dispose();
    await until(() => !isAlive(first));
    assertWhole(await ask(managerOf([linkOf(other)])));
    assert.notEqual(sharedIn(one.storage).serverPid, first);
  });

  /** The pids of the server that a process of its own has started, of its guard and of that process. */
  async function startElsewhere(storage: string): Promise<{ host: number; serverPid: number; guardPid: number }> {
    const args = ['-r', 'tsx/cjs', 'test/real/support/windowProcess.ts', storage, guardBundle()];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    atEndOfTest(() => child.kill('SIGKILL'));
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    assert.equal(said.toString().trim(), 'started');
    const { serverPid } = sharedIn(storage);
    return { serverPid, guardPid: guardOf(serverPid), host: child.pid ?? 0 };
  }

  it('leaves no orphan where its window, or its guard, is killed', async () => {
    const { storage, model } = await setUpWindow();
    const { host, serverPid, guardPid } = await startElsewhere(storage);
    process.kill(host, 'SIGKILL');
    await until(() => !isAlive(serverPid) && !isAlive(guardPid));
    await model.start(new AbortController().signal);
    const own = sharedIn(storage);
    process.kill(guardOf(own.serverPid), 'SIGKILL');
    await until(() => !isAlive(own.serverPid));
  });

  it('ends an orphan of a window and a guard that were killed together, and starts its own', async () => {
    const { storage, model } = await setUpWindow();
    const { host, serverPid, guardPid } = await startElsewhere(storage);
    process.kill(host, 'SIGSTOP');
    process.kill(guardPid, 'SIGKILL');
    process.kill(host, 'SIGKILL');
    await model.start(new AbortController().signal);
    await until(() => !isAlive(serverPid));
    assert.ok(isAlive(sharedIn(storage).serverPid));
  });

  it('says why it cannot be started, and that once', async () => {
    const window = await setUpWindow();
    const { weights } = window.model.installed ?? { weights: '' };
    // Behind the header nothing is left.
    truncateSync(weights, 12_000);
    const link = linkOf(window);
    for (let time = 0; time < 2; time += 1) {
      const last = (await ask(managerOf([link]))).at(-1);
      assert.equal(last?.type, 'failed');
    }
    assert.deepEqual(
      window.problems.map(({ kind }) => kind),
      ['not-started'],
    );
    assert.match(window.problems[0]?.message ?? '', /could not be started: .*(?:error|fail)/i);
  });

  it('is removed with all that was fetched', async () => {
    const { model, storage } = await setUpWindow();
    await model.start(new AbortController().signal);
    const { serverPid } = sharedIn(storage);
    const weights = model.installed?.weights ?? '';
    await model.remove();
    assert.equal(model.installed, undefined);
    await until(() => !isAlive(serverPid));
    assert.throws(() => statSync(weights), { code: 'ENOENT' });
    assert.throws(() => statSync(path.join(storage, 'runtime')), { code: 'ENOENT' });
    const [failed] = await collect(
      linkOf({ model, problems: [], lines: [] }).provider.chat('m', please, { signal: new AbortController().signal }),
    );
    assert.equal(
      failed?.type === 'failed' ? failed.failure.message : '',
      'LOCAL is not running on this machine. Start it, or switch to another provider.',
    );
  });
});
