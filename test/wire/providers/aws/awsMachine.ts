import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../../src/engine/model/async/clock';
import type { Provider } from '../../../../src/engine/model/provider/provider';
import type { ProviderConfig } from '../../../../src/engine/model/provider/providerConfig';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import { bedrock } from '../support/cloudProtocols';
import { collect, textOfEvents, userSays } from '../support/fixtures';
import { bytesOf } from '../support/wireProtocol';

export const model = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
export const pair = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'variable-secret' };

export interface Sent {
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

/** As a real `fetch` does. */
function orAborted(response: Response | Promise<Response>, signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
    Promise.resolve(response).then(resolve, reject);
  });
}

interface MachineOptions {
  readonly settings?: Partial<ProviderConfig>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly sso?: () => Response | Promise<Response>;
}

/** A machine with a home folder of its own, and an AWS that notes what is sent to it. */
export class AwsMachine {
  readonly sent: Sent[] = [];
  /** What it answers instead of a stream. */
  refusal: Response | undefined;

  private constructor(readonly home: string) {}

  static async create(): Promise<AwsMachine> {
    const home = await mkdtemp(path.join(tmpdir(), 'everpair-aws-'));
    await mkdir(path.join(home, '.aws/sso/cache'), { recursive: true });
    return new AwsMachine(home);
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true });
  }

  config(lines: string): Promise<void> {
    return writeFile(path.join(this.home, '.aws/config'), lines);
  }

  provider({ settings, variables = {}, key, sso }: MachineOptions): Provider {
    const entry = { id: 'p', type: 'bedrock', model, label: 'Bedrock', headers: {}, enabled: true, ...settings };
    const fetch: typeof globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      const headers = new Headers(init?.headers);
      this.sent.push({ url, headers, body: typeof init?.body === 'string' ? init.body : '' });
      if (url.hostname.startsWith('portal.sso.'))
        return orAborted(sso?.() ?? new Response('{}', { status: 401 }), init?.signal);
      const body = bytesOf(bedrock, bedrock.start + bedrock.text('Fine.') + bedrock.end);
      return Promise.resolve(this.refusal ?? new Response(body, { headers: { 'content-type': bedrock.contentType } }));
    };
    // Only what is in this folder is there to be run.
    const environment = { HOME: this.home, PATH: path.join(this.home, 'bin'), ...variables };
    return createProvider(entry, { apiKey: () => Promise.resolve(key), fetch, clock: systemClock, environment });
  }

  ask(options: MachineOptions): Promise<StreamEvent[]> {
    return collect(this.provider(options).chat(model, userSays('hi'), { signal: new AbortController().signal }));
  }

  async answered(options: MachineOptions): Promise<Sent> {
    const events = await this.ask(options);
    assert.equal(textOfEvents(events), 'Fine.', JSON.stringify(events));
    return this.sent.at(-1)!;
  }

  async problemOf(options: MachineOptions): Promise<string> {
    const last = (await this.ask(options)).at(-1);
    assert.ok(last?.type === 'failed', JSON.stringify(last));
    assert.deepEqual([last.failure.kind, last.failure.scope], ['auth', 'credential']);
    return last.failure.message;
  }
}
