import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine/failover/createEngine';
import { healthRecordTable } from '../../src/engine/failover/health/records/healthRecordTable';
import { latencySampleTable } from '../../src/engine/failover/health/records/latencySampleTable';
import { learnedFactTable } from '../../src/engine/failover/learned/learnedFactTable';
import { SharedRecords } from '../unit/engine/storage/records/sharedRecords';
import { defaultPolicy } from '../../src/engine/failover/api/policy';
import { systemClock } from '../../src/engine/model/async/clock';
import type { Log } from '../../src/engine/model/log';
import { textMessage } from '../../src/engine/model/request/message';
import type { ProviderConfig } from '../../src/engine/model/provider/providerConfig';
import { descriptors, type ProviderType } from '../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../src/engine/providers/registry/routes';
import { createProvider } from '../../src/engine/providers/registry/createProvider';
import { collect } from '../unit/engine/failover/fixtures';

const types: readonly ProviderType[] = descriptors.map(({ type }) => type);
const key = 'correct-horse-battery-staple-7421';
const prompt = 'Why does the invoice of Mrs. Tanaka differ by 17 cents?';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** How a hostile host may give back what it was sent. */
const echoes: Readonly<Record<string, string>> = {
  'as they are': `${key} ${prompt}`,
  'in capitals': `${key.toUpperCase()} ${prompt.toUpperCase()}`,
  'in base64': `${base64(key)} ${base64(prompt)}`,
  'percent-encoded': `${encodeURIComponent(key)} ${encodeURIComponent(prompt)}`,
  'in halves': `${key.slice(0, 16)} and ${key.slice(16)}; ${prompt.slice(0, 30)} and ${prompt.slice(30)}`,
};

/** Pieces of key and prompt that are in none of the names and sentences of ours. */
function leaks(text: string): readonly string[] {
  const folded = text.toLowerCase();
  const forms = [key, prompt].flatMap((each) => [each, base64(each), encodeURIComponent(each)]);
  const pieces = forms.flatMap((form) => [form.slice(0, 12), form.slice(4, 16), form.slice(-13, -1)]);
  return pieces.filter((piece) => folded.includes(piece.toLowerCase()));
}

/** Asks once at a host that answers every request with 503 and `words`; gives all that is logged, stored and told. */
async function traces(type: ProviderType, words: string): Promise<string> {
  const baseUrl = type === 'openai-compatible' ? 'https://cloud.example/v1' : 'https://cloud.example';
  const config: ProviderConfig = {
    ...{ id: 'cloud', type, model: 'm', baseUrl, label: 'Cloud', headers: {}, enabled: true },
  };
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(line);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const shared = new SharedRecords();
  const engine = createEngine({
    clock: systemClock,
    random: () => 0,
    log,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
    records: shared.window(),
  });
  const error = {
    ...{ type: 'api_error', code: `echo ${words}`, message: words, param: words },
    // Of Google.
    ...{ status: words, details: [{ reason: words }] },
  };
  const provider = createProvider(config, {
    apiKey: () => Promise.resolve(key),
    fetch: () =>
      Promise.resolve(
        Response.json(type === 'ollama' ? { error: words } : { type: 'error', error, request_id: `req_${key}` }, {
          status: 503,
          headers: { 'request-id': `req_${key}`, 'x-request-id': `req_${base64(key)}` },
        }),
      ),
    clock: systemClock,
  });
  engine.manager.setChain([{ provider, label: 'Cloud', ...routesOf(config) }]);
  const { signal } = new AbortController();
  const events = await collect(engine.manager.chat({ messages: [textMessage('user', prompt)] }, { signal }));
  const last = events.at(-1);
  assert.equal(last?.type, 'failed');
  engine.dispose();
  shared.exchange();
  const stored = [healthRecordTable, latencySampleTable, learnedFactTable].map(({ name }) => shared.textOf(name));
  assert.match(stored[0] ?? '', /"failure"/);
  return JSON.stringify([lines, stored, events]);
}

describe('a host that gives back the key and the prompt with its error', () => {
  for (const type of types) {
    for (const [how, words] of Object.entries(echoes)) {
      it(`${how}: ${type} leaves nothing of them in the log, on disk, or in what is told`, async () => {
        assert.deepEqual(leaks(await traces(type, words)), []);
      });
    }
  }

  it('is noticed by this test', () => {
    assert.ok(leaks(echoes['in base64']!).length > 0 && leaks(echoes['in halves']!).length > 0);
  });
});
