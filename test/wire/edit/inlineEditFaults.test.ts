import assert from 'node:assert/strict';
import { inlineEdit, type InlineEditEvent } from '../../../src/engine/edit/inline/inlineEdit';
import { withRegion } from '../../../src/engine/edit/inline/regionEdit';
import { createEngine } from '../../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../../src/engine/failover/api/policy';
import { systemClock } from '../../../src/engine/model/async/clock';
import { silentLog } from '../../../src/engine/model/log';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { type Fault, faults } from '../../../tools/lab/faults';
import { type Lab, startLab } from '../../../tools/lab/lab';
import { link } from '../../unit/engine/failover/engine';
import { clearance } from '../../unit/engine/privacy/released';

const oldText = Array.from({ length: 14 }, (_, index) => `  const price${index} = priceOf(items[${index}]);\n`).join(
  '',
);
const region = { from: 2, to: 12 };
const newText = oldText
  .split('\n')
  .map((line, index) => (index >= region.from && index < region.to ? line.replaceAll('price', 'cost') : line))
  .join('\n');

/** Who is silent is left after seconds; the test of edits in virtual time has that at every character. */
const slow: readonly Fault[] = ['hang', 'silent-200', 'stall', 'slow-first-token', 'slow-loris'];

describe('an inline edit over the outage lab', () => {
  let lab: Lab;
  before(async () => (lab = await startLab({ firstMs: 1, perSecond: 2_000 })));
  after(() => lab.close());
  afterEach(() => lab.healAll());

  /** The file as a host has it when the edit has ended, and how it ended. */
  async function edited(): Promise<{ readonly text: string; readonly end: InlineEditEvent['type'] | undefined }> {
    const engine = createEngine({
      clock: systemClock,
      random: () => 0.5,
      log: silentLog,
      consent: { decided: () => true, ask: () => Promise.resolve(true) },
      policy: () => defaultPolicy,
    });
    const deps = { apiKey: () => Promise.resolve('lab'), fetch, clock: systemClock };
    engine.manager.setChain(
      lab.providers.map((settings) => {
        const config = { ...(settings as unknown as ProviderConfig), headers: {}, enabled: true };
        return link(createProvider(config, deps), { type: config.type, model: config.model });
      }),
    );
    const question = {
      source: {
        path: 'a.ts',
        languageId: 'typescript',
        text: oldText,
        region,
        indentation: { type: 'spaces', size: 2 },
      },
      instruction: 'replace price by cost',
      earlier: [],
    } as const;
    const { manager } = engine;
    let last: InlineEditEvent | undefined;
    try {
      const asking = { edit: manager.edit.bind(manager), contextWindows: () => [undefined] };
      for await (const event of inlineEdit(question, clearance, asking, new AbortController().signal)) last = event;
    } finally {
      engine.dispose();
    }
    return { text: last?.type === 'done' ? withRegion(oldText, region, last.lines) : oldText, end: last?.type };
  }

  for (const fault of (Object.keys(faults) as Fault[]).filter((each) => !slow.includes(each))) {
    it(`is the right new text where the first provider's fault is "${fault}", early, in the middle and late`, async () => {
      for (const pieces of [1, 12, 60]) {
        await lab.break('anthropic', fault, { after: pieces });
        assert.deepEqual(await edited(), { text: newText, end: 'done' }, `after ${pieces} pieces`);
      }
    });
  }

  it('is refused and changes nothing where every provider breaks off', async () => {
    await lab.break('anthropic', 'cut', { after: 10 });
    await lab.break('openai', 'cut', { after: 5 });
    await lab.break('ollama', 'cut', { after: 5 });
    assert.deepEqual(await edited(), { text: oldText, end: 'refused' });
  });
});
