import assert from 'node:assert/strict';
import { callProvider } from '../../src/engine/failover/request/attempt/callProvider';
import { completionTask } from '../../src/engine/completion/prompt/completionTask';
import type { CursorContext } from '../../src/engine/completion/api/cursorContext';
import { noCompletionContext, type CompletionContext } from '../../src/engine/completion/api/completionContext';
import { systemClock } from '../../src/engine/model/async/clock';
import type { ProviderConfig } from '../../src/engine/model/provider/providerConfig';
import { routesOf } from '../../src/engine/providers/registry/routes';
import { createProvider } from '../../src/engine/providers/registry/createProvider';
import { at } from '../unit/engine/completion/fixtures';
import { collect } from '../unit/engine/failover/fixtures';
import { startServers } from './support/servers';
import { clearance, surroundingsOf } from '../unit/engine/privacy/released';

/** What llama-server tells at the end of a stream of `/infill`. */
interface Told {
  /** As it put it together, the model's tokens as text. */
  readonly prompt: string;
  /** Tokens of the prompt. */
  readonly tokens_evaluated: number;
  readonly timings: {
    /** Tokens that were in its cache. */
    readonly cache_n: number;
    /** Tokens that it had to read. */
    readonly prompt_n: number;
  };
}

/** Completes at a server with the official client, and gives what the server told of the prompt. */
async function completeAt(url: string, hole: CursorContext, around: CompletionContext): Promise<Told> {
  const bodies: Promise<string>[] = [];
  const listening: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    bodies.push(response.clone().text());
    return response;
  };
  const config: ProviderConfig = {
    id: 'a',
    type: 'openai-compatible',
    model: 'count',
    baseUrl: `${url}/v1`,
    label: 'A',
    headers: {},
    enabled: true,
  };
  const provider = createProvider(config, {
    apiKey: () => Promise.resolve('none'),
    fetch: listening,
    clock: systemClock,
  });
  const call = { signal: new AbortController().signal };
  const { completion } = routesOf(config);
  const task = completionTask(hole, around, clearance);
  const events = await collect(
    callProvider(provider, completion, call, (support) => task.requestFor(completion, support)),
  );
  assert.equal(events.at(-1)?.type, 'done', JSON.stringify(events.at(-1)));
  const last = (await bodies.at(-1))
    ?.trim()
    .split('\n\n')
    .findLast((frame) => frame.includes('"stop":true'));
  assert.ok(last);
  return JSON.parse(last.replace(/^data: /, '')) as Told;
}

describe('a hole on a llama-server', () => {
  const hole = at('const one = █;\n');

  it('is put together by the server, snippets first', async () => {
    const [{ url }] = await startServers({});
    const around = surroundingsOf([
      { path: 'near.ts', text: 'let near;\n' },
      { path: 'far.ts', text: 'let far;\n' },
    ]);
    const { prompt } = await completeAt(url, hole, around);
    assert.match(prompt, /let far;\n[^]*let near;\n/);
    assert.ok(prompt.endsWith('<|fim_prefix|>const one = <|fim_suffix|>;\n<|fim_middle|>'), prompt);
  });

  it('keeps text that looks like a mark as text', async () => {
    const [{ url }] = await startServers({});
    const tokens = async (text: string): Promise<number> =>
      (await completeAt(url, { ...hole, prefix: text, suffix: text }, noCompletionContext)).tokens_evaluated;
    // As a mark it would be one token instead of one for each letter.
    assert.equal(await tokens('"<|fim_middle|>"'), await tokens('"<|fun_middle|>"'));
    assert.ok((await tokens('"<|fim_middle|>"')) > 30);
  });

  it('is read anew only from where it was typed on', async () => {
    const [{ url }] = await startServers({});
    // Letters are tokens of this model, so that a file of usual length would be longer than its window.
    const file = Array.from({ length: 30 }, (_, index) => `const value${index} = compute(${index});`).join('\n');
    const typed = '\nconst result = co';
    await completeAt(url, { ...hole, prefix: file }, noCompletionContext);
    for (let key = 1; key <= typed.length; key += 1) {
      const { timings, tokens_evaluated } = await completeAt(
        url,
        { ...hole, prefix: file + typed.slice(0, key) },
        noCompletionContext,
      );
      assert.equal(timings.cache_n + timings.prompt_n, tokens_evaluated);
      assert.ok(timings.prompt_n <= 10, `${timings.prompt_n} of ${tokens_evaluated}`);
    }
  });
});
