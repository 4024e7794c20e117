import assert from 'node:assert/strict';
import { systemClock } from '../../../src/engine/model/async/clock';
import { textShown } from '../../unit/engine/failover/engine';
import { ask, fastClock, managerOf, please, switches } from '../../real/support/stage';
import { freePort } from '../../../tools/vscode/childProcess';
import { startRawProxy } from './support/rawProxy';
import { connectionsOf, failureThrough, linkThrough, vendorHost } from './support/stage';
import { lastWord, startVendor } from './support/vendor';
import { withSquid } from './support/withSquid';

describe('a proxy that does not serve', () => {
  const { start, environment, certificates } = withSquid();

  it('and is down is told from the host', async () => {
    const port = await freePort();
    const failure = await failureThrough(
      connectionsOf(environment(`http://127.0.0.1:${port}`)),
      `https://${vendorHost}`,
    );
    assert.deepEqual([failure.kind, failure.scope, failure.code], ['proxy', 'network', 'ECONNREFUSED']);
    assert.ok(
      failure.message.endsWith(
        ` The proxy 127.0.0.1:${port} refused the connection; check that it runs, and HTTPS_PROXY.`,
      ),
      failure.message,
    );
  });

  it('and whose name nobody knows says that it was the proxy’s', async () => {
    const failure = await failureThrough(
      connectionsOf({ settings: () => ({ proxy: 'http://proxy.invalid:3128' }) }),
      `https://${vendorHost}`,
    );
    assert.equal(failure.kind, 'proxy');
    assert.match(failure.message, /The name of the proxy proxy\.invalid:3128 was not found \(DNS\); .* http\.proxy\.$/);
  });

  it('and hangs at CONNECT is waited for ten seconds once, for all hosts behind it', async () => {
    const silent = await startRawProxy('');
    // The wait passes early, and the time for which the silence is remembered does not: this machine may be busy between the two.
    const clock = { ...fastClock(100), monotonicMs: () => systemClock.monotonicMs() };
    const connections = connectionsOf({ ...environment(silent.url), clock });
    const failure = await failureThrough(connections, `https://${vendorHost}`);
    assert.equal(failure.kind, 'proxy');
    assert.match(failure.message, /did not answer within 10 s; check that it runs, and HTTPS_PROXY\.$/);
    const other = await failureThrough(connections, 'https://api.other.test', { label: 'Beta' });
    assert.match(other.message, /^Beta was not asked, .* did not answer within 10 s/);
    assert.equal(silent.connections(), 1);
  });

  it('and hangs is left alone once nobody wants the answer', async () => {
    const silent = await startRawProxy('');
    const { provider } = linkThrough(connectionsOf(environment(silent.url)), `https://${vendorHost}`);
    const controller = new AbortController();
    const asking = (async () => {
      for await (const event of provider.chat('count', please, { signal: controller.signal }))
        if (event.type === 'failed') return event.failure.kind;
      return undefined;
    })();
    while (silent.connections() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort();
    assert.equal(await asking, 'cancelled');
    while (silent.open() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it('and is none says so', async () => {
    for (const answer of [undefined, 'SSH-2.0-OpenSSH_9.2\r\n\r\n']) {
      const other = await startRawProxy(answer);
      const failure = await failureThrough(connectionsOf(environment(other.url)), `https://${vendorHost}`);
      assert.equal(failure.kind, 'proxy', failure.message);
      assert.match(failure.message, /What listens at 127\.0\.0\.1:\d+ hung up or is no proxy; check HTTPS_PROXY\.$/);
    }
  });

  it('and forbids the host says whom to ask', async () => {
    const squid = await start();
    const failure = await failureThrough(connectionsOf(environment(squid.url)), 'https://forbidden.test');
    assert.deepEqual([failure.kind, failure.status], ['proxy', 403]);
    assert.match(
      failure.message,
      /does not let this host through; ask who runs it, or add the host to "http\.noProxy"/,
    );
  });

  it('and answers plain HTTP with a page of its own is not taken for the host', async () => {
    const squid = await start();
    const failure = await failureThrough(connectionsOf(environment(squid.url)), 'http://forbidden.test');
    assert.equal(failure.kind, 'not-protocol');
    assert.match(
      failure.message,
      /Something before Alpha refused the request \(403\): a firewall, a proxy or a log-in page/,
    );
  });

  it('and cannot reach the host says that it was asked', async () => {
    const squid = await start();
    const port = await freePort();
    const failure = await failureThrough(connectionsOf(environment(squid.url)), `https://${vendorHost}:${port}`);
    assert.deepEqual([failure.kind, failure.scope, failure.status], ['connect', 'endpoint', 503]);
    assert.match(
      failure.message,
      /^Alpha could not be reached\. The proxy 127\.0\.0\.1:\d+ was asked and could not reach it\.$/,
    );
  });

  it('and is of a kind that Node does not know is named', async () => {
    const failure = await failureThrough(
      connectionsOf(environment('socks5://127.0.0.1:1080')),
      `https://${vendorHost}`,
    );
    assert.equal(failure.kind, 'proxy');
    assert.match(
      failure.message,
      /The proxy 127\.0\.0\.1:1080 is of a kind that is not supported; name one with http:\/\/ or https:\/\/ in HTTPS_PROXY\.$/,
    );
  });

  it('is not held against the providers behind it', async () => {
    const port = await freePort();
    const connections = connectionsOf(environment(`http://127.0.0.1:${port}`));
    const manager = managerOf([
      linkThrough(connections, `https://${vendorHost}`),
      linkThrough(connections, 'https://api.other.test', { id: 'b', label: 'Beta' }),
    ]);
    for (let time = 0; time < 5; time += 1) {
      const events = await ask(manager);
      assert.equal(events.at(-1)?.type, 'failed');
      // Both are asked each time: no circuit has opened.
      assert.equal(events.filter(({ type }) => type === 'attempt').length, 2, `time ${time}`);
    }
    assert.deepEqual(
      manager.status().providers.map(({ chat }) => chat.state),
      ['healthy', 'healthy'],
    );
  });

  it('and goes away in mid-answer is gone on without', async () => {
    const squid = await start();
    const vendor = await startVendor({
      certificate: certificates().vendor,
      onWord: (word) => {
        if (word === 8) squid.kill();
        return new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    const spare = await startVendor({});
    const connections = connectionsOf(environment(squid.url));
    const events = await ask(
      managerOf([
        linkThrough(connections, `https://${vendorHost}:${vendor.port}`),
        linkThrough(connections, `http://127.0.0.1:${spare.port}`, { id: 'b', label: 'Beta' }),
      ]),
    );
    assert.match(switches(events).join('\n'), /^a -> b: (?:stream-cut|proxy), /m);
    assert.equal(events.at(-1)?.type, 'done');
    assert.match(textShown(events), new RegExp(`^1 2 3 4 5 6 7 8[^]* ${lastWord}$`));
  });
});
