import assert from 'node:assert/strict';
import type { OwnServer } from '../../../../src/engine/config/chainSource';
import { labels, signal, world } from './chainWorld';

describe('the local model that Everpair runs', () => {
  interface Own extends OwnServer {
    installed: OwnServer['installed'];
    /** What the server was asked for. */
    readonly asked: string[];
    refreshes: number;
  }

  function ownServer(installed: OwnServer['installed']): Own {
    const own: Own = {
      installed,
      asked: [],
      refreshes: 0,
      fetch: (input) => {
        own.asked.push(input instanceof Request ? input.url : String(input));
        return Promise.reject(new TypeError('fetch failed'));
      },
      onDidChange: () => ({ dispose: () => undefined }),
      refresh: () => {
        own.refreshes += 1;
        return Promise.resolve();
      },
    };
    return own;
  }

  const coder = { name: 'Some Coder', contextTokens: 4_096 };

  it('is the last of the chain without a setting, once it is set up, and needs no consent', async () => {
    const own = ownServer(coder);
    const made = world({ keys: { anthropic: 'stored' }, ownServer: own });
    await made.source.rebuild();
    assert.deepEqual(labels(made), ['Anthropic', 'Local model']);
    const link = made.chains.at(-1)!.links.at(-1)!;
    assert.deepEqual([link.completion.model, link.completion.trust], ['Some Coder', 'local']);
    assert.equal(link.completion.settings?.contextWindow, 4_096);
    own.installed = undefined;
    await made.source.rebuild();
    assert.deepEqual(labels(made), ['Anthropic']);
  });

  it('is asked through its own server alone', async () => {
    const own = ownServer(coder);
    const made = world({ ownServer: own });
    await made.source.rebuild();
    const list = await made.chains.at(-1)!.links[0]!.provider.listModels(signal);
    assert.equal(list.ok, false);
    assert.deepEqual(made.asked, []);
    assert.deepEqual(own.asked, ['http://local-model.localhost/v1/models']);
  });

  it('is the model that is set up, whatever the setting names', async () => {
    const setting = [{ id: 'mine', type: 'local', model: 'another' }];
    const made = world({ setting, ownServer: ownServer(coder) });
    await made.source.rebuild();
    assert.equal(made.chains.at(-1)!.links[0]!.completion.model, 'Some Coder');
  });

  it('is looked for before each request, with a setting and without', async () => {
    for (const setting of [undefined, []]) {
      const own = ownServer(undefined);
      await world({ setting, ownServer: own }).source.prepare(signal);
      assert.equal(own.refreshes, 1);
    }
  });

  it('has no address in the settings', async () => {
    const made = world({ setting: [{ id: 'a', type: 'local', model: 'm', baseUrl: 'http://10.0.0.1/v1' }] });
    await made.source.rebuild();
    assert.match(made.problems[0] ?? '', /baseUrl is not for "local"/);
  });
});
