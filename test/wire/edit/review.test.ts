import assert from 'node:assert/strict';
import type { Finding } from '../../../src/engine/edit/review/finding';
import { reviewParts } from '../../../src/engine/edit/review/reviewParts';
import { reviewRequest } from '../../../src/engine/edit/review/reviewRequest';
import { type ReviewEnd, runReview } from '../../../src/engine/edit/review/runReview';
import { defaultPolicy } from '../../../src/engine/failover/api/policy';
import { createEngine, type Engine } from '../../../src/engine/failover/createEngine';
import { systemClock } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import type { Fault } from '../../../tools/lab/faults';
import { type Lab, startLab } from '../../../tools/lab/lab';

const head = (name: string): string => `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}`;
const texts = ['a.ts', 'b.ts'].map((path) => ({
  path,
  text: `${head(path)}\n@@ -1,2 +1,4 @@\n one\n+  return ${path[0]} == b;\n+  var all = ${path[0]};\n two`,
  form: 'diff' as const,
}));
const parts = texts.flatMap((text) => reviewParts([text], 2_000));
/** What the lab finds, whoever of it answers. */
const all = ['a.ts return a == b;', 'a.ts var all = a;', 'b.ts return b == b;', 'b.ts var all = b;'];

const named = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ path, quote }) => `${path} ${quote.trim()}`);

describe('a review over real sockets', function () {
  this.timeout(60_000);
  let lab: Lab;
  let engine: Engine;
  let controller: AbortController;

  beforeEach(async () => {
    lab = await startLab({ firstMs: 1, perSecond: 500 });
    controller = new AbortController();
    engine = createEngine({
      clock: systemClock,
      random: () => 0.5,
      log: silentLog,
      consent: { decided: () => true, ask: () => Promise.resolve(true) },
      policy: () => defaultPolicy,
    });
    const configs = lab.providers.map(
      (entry) => ({ headers: {}, enabled: true, ...entry }) as unknown as ProviderConfig,
    );
    engine.manager.setChain(
      configs.map((config) => ({
        provider: createProvider(config, { apiKey: () => Promise.resolve('key'), fetch, clock: systemClock }),
        label: config.label,
        ...routesOf(config),
      })),
    );
  });
  afterEach(async () => {
    engine.dispose();
    await lab.close();
  });

  /** Every list of findings that was shown, and the end. */
  async function review(onFindings: () => void = () => {}): Promise<{ end: ReviewEnd; shown: readonly string[][] }> {
    const shown: string[][] = [];
    const end = await runReview({
      parts,
      known: [],
      ask: (part) => engine.manager.chat(reviewRequest(part, '', 'en'), { signal: controller.signal }),
      onFindings: (findings) => {
        shown.push([...named(findings)]);
        onFindings();
      },
      onPart: () => {},
    });
    return { end, shown };
  }

  it('gives findings one after the other', async () => {
    const { end, shown } = await review();
    assert.deepEqual(
      shown,
      all.map((_, index) => all.slice(0, index + 1)),
    );
    assert.equal(end.type, 'done');
  });

  const midAnswer: readonly Fault[] = ['cut', 'clean-cut', 'error-event', 'malformed-event'];
  for (const fault of midAnswer) {
    for (const after of [3, 30, 45, 60]) {
      it(`doubles and loses nothing when the first provider breaks off after ${after} pieces (${fault})`, async () => {
        await lab.break('anthropic', fault, { after });
        const { end, shown } = await review();
        assert.equal(end.type, 'done');
        assert.deepEqual(named(end.findings), all);
        for (const list of shown) assert.equal(new Set(list).size, list.length);
        const requests = lab.requests('anthropic').length + lab.requests('openai').length;
        assert.ok(requests > parts.length, String(requests));
      });
    }
  }

  it('keeps what was found when everybody breaks off, and goes on with what is left', async () => {
    await lab.break('openai', 'refuse');
    await lab.break('ollama', 'refuse');
    await lab.break('anthropic', 'cut', { after: 50 });
    const { end } = await review(() => void lab.break('anthropic', 'refuse'));
    assert.ok(end.type === 'failed');
    assert.deepEqual([named(end.findings), end.rest.length], [all.slice(0, 1), 2]);
    await lab.healAll();
    engine.manager.resetHealth();
    const again = await runReview({
      parts: end.rest,
      known: end.findings,
      ask: (part) => engine.manager.chat(reviewRequest(part, '', 'en'), { signal: controller.signal }),
      onFindings: () => {},
      onPart: () => {},
    });
    assert.deepEqual([again.type, named(again.findings)], ['done', all]);
  });

  it('ends when it is cancelled, with what was found', async () => {
    const { end } = await review(() => controller.abort());
    assert.ok(end.type === 'cancelled');
    assert.deepEqual(named(end.findings), all.slice(0, 1));
    assert.equal(end.rest.length, 2);
    assert.equal(lab.requests('openai').length, 0);
  });
});
