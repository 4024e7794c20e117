import assert from 'node:assert/strict';
import { textShown } from '../../unit/engine/failover/engine';
import { ask, managerOf, please } from '../../real/support/stage';
import type { Squid } from './support/squid';
import { askThrough, connectionsOf, failureThrough, linkThrough, vendorHost, wholeAnswer } from './support/stage';
import { lastWord, startVendor } from './support/vendor';
import { withSquid } from './support/withSquid';

const user = 'ada';
const password = 'p@ss:word';
const logIn = { user, password };

describe('a provider behind a proxy', () => {
  const { start, environment, certificates } = withSquid();

  describe('that works', () => {
    it('is asked through it by CONNECT, and its words come as they are written', async () => {
      const squid = await start();
      const shown: number[] = [];
      let seen = 0;
      const vendor = await startVendor({
        certificate: certificates().vendor,
        // The next word is written only once this one was seen: nothing on the way may keep the stream back.
        onWord: async (word) => {
          for (let turn = 0; seen < word && turn < 2_000; turn += 1)
            await new Promise((resolve) => setTimeout(resolve, 1));
          shown.push(seen);
        },
      });
      const connections = connectionsOf(environment(squid.url));
      const link = linkThrough(connections, `https://${vendorHost}:${vendor.port}`);
      const events = await ask(managerOf([link]), please, { onText: (text) => (seen = text.split(' ').length) });
      assert.equal(textShown(events), wholeAnswer);
      assert.deepEqual(
        shown,
        Array.from({ length: lastWord }, (_, at) => at + 1),
      );
      // It tells of a tunnel once that is closed.
      await connections.dispose();
      await squid.served(`CONNECT ${vendorHost}:${vendor.port} `);
    });

    it('is asked again over the same connection', async () => {
      const squid = await start();
      const vendor = await startVendor({ certificate: certificates().vendor });
      const link = linkThrough(connectionsOf(environment(squid.url)), `https://${vendorHost}:${vendor.port}`);
      const manager = managerOf([link]);
      await ask(manager);
      await ask(manager);
      assert.deepEqual([vendor.requests(), vendor.connections()], [2, 1]);
    });

    it('is asked by its whole address where it speaks plain HTTP', async () => {
      const squid = await start();
      const vendor = await startVendor({});
      const baseUrl = `http://${vendorHost}:${vendor.port}`;
      const events = await askThrough(connectionsOf(environment(squid.url)), baseUrl);
      assert.equal(textShown(events), wholeAnswer);
      await squid.served(`POST ${baseUrl}/v1/chat/completions `);
    });

    it('is taken from the setting http.proxy before the environment', async () => {
      const squid = await start();
      const vendor = await startVendor({ certificate: certificates().vendor });
      const connections = connectionsOf({
        ...environment('http://127.0.0.1:1'),
        settings: () => ({ proxy: squid.url }),
      });
      const events = await askThrough(connections, `https://${vendorHost}:${vendor.port}`);
      assert.equal(textShown(events), wholeAnswer);
    });
  });

  describe('that wants a log-in', () => {
    it('says so, and what to set', async () => {
      const squid = await start({ logIn });
      const vendor = await startVendor({ certificate: certificates().vendor });
      const failure = await failureThrough(
        connectionsOf(environment(squid.url)),
        `https://${vendorHost}:${vendor.port}`,
      );
      assert.deepEqual([failure.kind, failure.scope, failure.status], ['proxy', 'network', 407]);
      assert.equal(
        failure.message,
        `Alpha was not asked, since the proxy on the way did not let the request through (407). The proxy 127.0.0.1:${squid.port} wants a log-in; set "http.proxyAuthorization" in the user settings, or write user and password into HTTPS_PROXY.`,
      );
      assert.equal(vendor.connections(), 0);
    });

    it('says so of plain HTTP too', async () => {
      const squid = await start({ logIn });
      const vendor = await startVendor({});
      const failure = await failureThrough(
        connectionsOf(environment(squid.url)),
        `http://${vendorHost}:${vendor.port}`,
      );
      assert.equal(failure.kind, 'proxy');
      assert.match(failure.message, /wants a log-in/);
    });

    const withLogIn: readonly [string, (squid: Squid) => Parameters<typeof connectionsOf>[0]][] = [
      [
        'user and password in the URL',
        ({ port }) => environment(`http://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`),
      ],
      [
        'http.proxyAuthorization',
        ({ url }) => ({
          ...environment(''),
          settings: () => ({
            proxy: url,
            proxyAuthorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
          }),
        }),
      ],
    ];
    for (const [name, options] of withLogIn) {
      it(`lets requests through with ${name}`, async () => {
        const squid = await start({ logIn });
        for (const certificate of [certificates().vendor, undefined]) {
          const vendor = await startVendor(certificate ? { certificate } : {});
          const baseUrl = `${certificate ? 'https' : 'http'}://${vendorHost}:${vendor.port}`;
          const events = await askThrough(connectionsOf(options(squid)), baseUrl);
          assert.equal(textShown(events), wholeAnswer, JSON.stringify(events.at(-1)));
        }
      });
    }

    it('tells a wrong log-in from a missing one, and never shows it', async () => {
      const squid = await start({ logIn });
      const proxy = `http://${user}:wrong-password@127.0.0.1:${squid.port}`;
      const failure = await failureThrough(connectionsOf(environment(proxy)), `https://${vendorHost}:1`);
      assert.match(failure.message, /The proxy 127\.0\.0\.1:\d+ did not accept the log-in; check .* in HTTPS_PROXY\./);
      assert.doesNotMatch(JSON.stringify(failure), /wrong-password/);
    });

    it('leaves the log-in to the editor where it has one of its own', async () => {
      const squid = await start({ logIn });
      const asked: string[] = [];
      const connections = connectionsOf({
        settings: () => ({ proxy: squid.url }),
        fetch: (input) => {
          asked.push(input instanceof Request ? input.url : input.toString());
          return Promise.resolve(
            new Response('data: [DONE]\n\n', { headers: { 'content-type': 'text/event-stream' } }),
          );
        },
      });
      const baseUrl = `https://${vendorHost}:1`;
      assert.equal((await failureThrough(connections, baseUrl)).kind, 'empty');
      assert.equal((await failureThrough(connections, baseUrl)).kind, 'empty');
      assert.deepEqual(asked, Array(2).fill(`${baseUrl}/v1/chat/completions`));
      // The second request did not ask it in vain first.
      await squid.served('CONNECT');
      assert.equal(squid.requests().filter((line) => line.includes('CONNECT')).length, 1);
    });
  });

  describe('that a host is exempt from', () => {
    const exemptions: readonly [string, Parameters<typeof connectionsOf>[0]][] = [
      ['NO_PROXY', { environment: { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'other.test,127.0.0.2' } }],
      ['http.noProxy', { settings: () => ({ proxy: 'http://127.0.0.1:1', noProxy: ['127.0.0.2'] }) }],
      ['http.proxySupport off', { settings: () => ({ proxy: 'http://127.0.0.1:1', isProxyOff: true }) }],
    ];
    for (const [name, options] of exemptions) {
      it(`is not asked: ${name}`, async () => {
        const vendor = await startVendor({ isEverywhere: true });
        const baseUrl = `http://127.0.0.2:${vendor.port}`;
        assert.equal(textShown(await askThrough(connectionsOf(options), baseUrl)), wholeAnswer);
        const behind = { ...options, environment: {}, settings: () => ({ proxy: 'http://127.0.0.1:1' }) };
        assert.equal((await failureThrough(connectionsOf(behind), baseUrl)).kind, 'proxy');
      });
    }
  });
});
