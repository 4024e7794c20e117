import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { EndpointOwner } from '../../../src/editor/endpoint/ownership/endpointOwner';
import { systemClock } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import { hasToken, isPortTaken, startEndpoint } from '../../../src/engine/server/endpoint';
import type { EndpointOptions } from '../../../src/engine/server';

const token = 'ep-of-all-windows';

const fillTemplate = (): undefined => undefined;

/** Nobody asks it anything. */
const manager = { prepareChat: () => Promise.resolve() } as unknown as EndpointOptions['manager'];

describe('an endpoint whose process is killed', () => {
  it('is followed by another one on the same port within two seconds', async () => {
    const script = path.join(import.meta.dirname, 'support/killedEndpoint.ts');
    const killed = fork(script, [token], { execArgv: ['-r', 'tsx/cjs'] });
    const [port] = (await once(killed, 'message')) as [number];
    const owner = new EndpointOwner({
      clock: systemClock,
      start: (desired) => startEndpoint({ ...desired, manager, log: silentLog, fillTemplate }),
      isTaken: isPortTaken,
      isOurs: (desired) => hasToken(desired.port, desired.token),
      onChange: () => undefined,
    });
    try {
      await owner.want({ port, token });
      assert.deepEqual(owner.state, { kind: 'elsewhere', port });
      const exit = once(killed, 'exit');
      killed.kill('SIGKILL');
      await exit;
      const killedAt = performance.now();
      while (owner.state.kind !== 'serving' && performance.now() - killedAt < 2_000)
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(owner.state.kind, 'serving');
      assert.equal(await hasToken(port, token), true);
    } finally {
      killed.kill('SIGKILL');
      await owner.want(undefined);
    }
  });

  it('is not taken for one with another token, or for another program', async () => {
    const endpoint = await startEndpoint({ port: 0, token, manager, log: silentLog, fillTemplate });
    try {
      assert.equal(await hasToken(endpoint.port, token), true);
      assert.equal(await hasToken(endpoint.port, 'ep-another'), false);
    } finally {
      await endpoint.close();
    }
    assert.equal(await hasToken(endpoint.port, token), false);
  });
});
