import assert from 'node:assert/strict';
import type { RawServer } from '../providers/support/rawServer';
import { aiSdks } from './support/clients/aiSdk';
import { anthropicSdk } from './support/clients/anthropicSdk';
import { answerSchema, type Asking, type Told } from './support/clients/client';
import { googleSdk } from './support/clients/googleSdk';
import { openAiChatSdk, openAiResponsesSdk } from './support/clients/openAiSdk';
import { endpointBefore, type TestEndpoint } from './support/endpoint';
import { answer, type Fault, jsonAnswer, preface, questionsTo, upstream, whileSilent } from './support/upstreams';

const clients = [anthropicSdk, openAiChatSdk, openAiResponsesSdk, googleSdk, ...aiSdks];
const faults: readonly Fault[] = [
  'healthy',
  'refusing',
  'overloaded',
  'silent',
  'cut in text',
  'cut inside a tool call',
];

interface Outcome {
  readonly told: Told;
  /** Files that the client's tool read. */
  readonly paths: readonly string[];
  /** The last request that a host got. */
  readonly last: HostRequest;
}

interface HostRequest {
  readonly messages: readonly { readonly role: string; readonly content: unknown; readonly tool_calls?: unknown[] }[];
  readonly tools?: readonly unknown[];
  readonly tool_choice?: unknown;
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly schema: unknown } };
}

async function at<T>(
  fault: Fault,
  ask: (endpoint: TestEndpoint, hosts: readonly RawServer[]) => Promise<T>,
): Promise<T> {
  const hosts = await Promise.all([upstream(fault), upstream('healthy')]);
  const urls = hosts.map(({ url }) => url);
  const endpoint = await endpointBefore(urls, fault === 'silent' ? whileSilent(hosts) : undefined);
  try {
    return await ask(endpoint, hosts);
  } finally {
    await endpoint.close();
    await Promise.all(hosts.map((host) => host.close()));
  }
}

type Wanted = Omit<Asking, 'read'> & { readonly hasTool: boolean };

function outcomeOf(client: (typeof clients)[number], fault: Fault, { hasTool, ...asking }: Wanted): Promise<Outcome> {
  return at(fault, async (endpoint, hosts) => {
    const paths: string[] = [];
    const read = (path: string): string => {
      paths.push(path);
      return `the text of ${path}`;
    };
    const told = await client.ask(endpoint, { ...asking, ...(hasTool ? { read } : {}) });
    const bodies = hosts.flatMap(({ requests }) => requests.filter(({ method }) => method === 'POST'));
    return { told, paths: paths.sort(), last: JSON.parse(bodies.at(-1)?.body ?? '') as HostRequest };
  });
}

for (const client of clients) {
  describe(`${client.name} at the endpoint`, () => {
    const cases = [false, true].flatMap((hasTool) =>
      [true, false].flatMap((isStreamed) =>
        faults
          .filter((fault) => hasTool || fault !== 'cut inside a tool call')
          .map((fault) => ({ hasTool, isStreamed, fault })),
      ),
    );
    const outcomes = new Map<(typeof cases)[number], Promise<Outcome>>();

    // They wait for deadlines at the same time.
    before(() => {
      for (const each of cases) {
        const outcome = outcomeOf(client, each.fault, each);
        outcome.catch(() => undefined);
        outcomes.set(each, outcome);
      }
    });

    for (const each of cases) {
      const { hasTool, isStreamed, fault } = each;
      it(`${hasTool ? 'calls each tool once' : 'tells one whole answer'} where the first host is ${fault}, ${isStreamed ? 'streamed' : 'whole'}`, async () => {
        const outcome = await outcomes.get(each);
        assert.ok(outcome);
        const { told, paths, last } = outcome;
        assert.equal(told.text, answer);
        assert.ok(told.outputTokens !== undefined && told.outputTokens > 0);
        if (fault === 'healthy') assert.equal(told.outputTokens, 7);
        assert.deepEqual(paths, hasTool ? ['a.ts', 'b.ts'] : []);
        if (!hasTool) return;
        // The conversation has each call once, and each result.
        const turns = last.messages.filter(({ role }) => role === 'assistant' || role === 'tool');
        assert.deepEqual(
          turns.map(({ role, content }) => [role, content]),
          [
            ['assistant', preface],
            ['tool', 'the text of a.ts'],
            ['tool', 'the text of b.ts'],
          ],
        );
        assert.equal(turns[0]?.tool_calls?.length, 2);
      });
    }

    it('chooses tools', async () => {
      const [required, none, named] = await Promise.all(
        (['required', 'none', 'named'] as const).map((toolChoice) =>
          firstAsked((endpoint) => client.ask(endpoint, { isStreamed: true, read: () => '', toolChoice })),
        ),
      );
      assert.equal(required?.tool_choice, 'required');
      assert.equal(none?.tool_choice, 'none');
      // A host that takes no names is offered that tool alone.
      assert.equal(named?.tool_choice, 'required');
      assert.equal(named.tools?.length, 1);
    });

    for (const format of client.formats) {
      it(`wants an answer in JSON${format === 'schema' ? ' by a schema' : ''}`, async () => {
        let text = '';
        const { response_format } = await firstAsked(async (endpoint) => {
          ({ text } = await client.ask(endpoint, { isStreamed: false, format }));
        });
        assert.equal(text, jsonAnswer);
        assert.equal(response_format?.type, format === 'schema' ? 'json_schema' : 'json_object');
        if (format === 'schema') assert.deepEqual(response_format.json_schema?.schema, answerSchema);
      });
    }

    const { lists, counts } = client;
    if (lists) {
      it('lists the models', () =>
        at('healthy', async (endpoint) => {
          const ids = (await lists(endpoint)).map((name) => name.replace(/^models\//, ''));
          assert.deepEqual(ids, ['everpair/auto', 'first/model-1', 'second/model-2']);
        }));
    }
    if (counts) {
      it('counts tokens', () =>
        at('healthy', async (endpoint, hosts) => {
          assert.ok((await counts(endpoint)) > 2);
          assert.deepEqual(questionsTo(hosts[0]), []);
        }));
    }
  });
}

/** What the first host is asked for first, whatever becomes of it. */
function firstAsked(ask: (endpoint: TestEndpoint) => Promise<unknown>): Promise<HostRequest> {
  return at('healthy', async (endpoint, hosts) => {
    await ask(endpoint);
    const [first] = hosts.flatMap(({ requests }) => requests.filter(({ method }) => method === 'POST'));
    return JSON.parse(first?.body ?? '') as HostRequest;
  });
}
