import assert from 'node:assert/strict';
import { fillTemplate } from '../../../src/engine/completion';
import { silentLog as log } from '../../../src/engine/model/log';
import { startEndpoint } from '../../../src/engine/server/endpoint';
import { counts, engine, link, scripted } from '../../unit/engine/failover/engine';
import { token } from './support/endpoint';

describe('the start of the endpoint', () => {
  it('prepares what the first request would wait for, without holding up the start', async () => {
    const prepared: string[] = [];
    const prepare = (model: string): Promise<void> => {
      prepared.push(model);
      return new Promise(() => undefined);
    };
    const [first, second] = [scripted('a', counts), scripted('b', counts)];
    const { manager, dispose } = engine([
      link(Object.assign(first, { prepare })),
      link(Object.assign(second, { prepare })),
    ]);
    const endpoint = await startEndpoint({ manager, token, log, port: 0, fillTemplate });
    assert.deepEqual(prepared, [link(first).chat.model]);
    await endpoint.close();
    dispose();
  });
});
