import type { KeySource } from '../../../../src/engine/config/apiKeys';
import { type BuiltChain, ChainSource, type OwnServer } from '../../../../src/engine/config/chainSource';
import { type Boundary, isWithin } from '../../../../src/engine/failover/api/policy';
import { silentLog } from '../../../../src/engine/model/log';

export interface World {
  readonly source: ChainSource;
  readonly chains: BuiltChain[];
  readonly asked: string[];
  readonly problems: string[];
  now: number;
}

export function world(options: {
  setting?: unknown;
  keys?: Partial<Record<string, KeySource>>;
  models?: readonly string[];
  ollamaUrl?: string;
  /** Names of the machine around this one. */
  hostNames?: readonly string[];
  /** Where an Ollama answers: anywhere, where it is absent. */
  answersAt?: string;
  boundary?: Boundary;
  environmentIsUsers?: boolean;
  ownServer?: OwnServer;
  /** What Ollama tells of its models beside their names. */
  told?: Readonly<Record<string, object>>;
}): World {
  const chains: World['chains'] = [];
  const asked: string[] = [];
  const problems: string[] = [];
  const made: World = {
    chains,
    asked,
    problems,
    now: 1_000_000,
    source: new ChainSource({
      setting: () => options.setting,
      keys: {
        source: ({ id }) => Promise.resolve(options.keys?.[id] ?? 'none'),
        isInEnvironment: () => true,
        get: () => Promise.resolve('key'),
      },
      fetch: (input) => {
        const url = input instanceof Request ? input.url : String(input);
        asked.push(url);
        if (!options.models || !url.startsWith(options.answersAt ?? ''))
          return Promise.reject(new TypeError('fetch failed'));
        return Promise.resolve(
          Response.json({ models: options.models.map((name) => ({ name, ...options.told?.[name] })) }),
        );
      },
      ownServer: options.ownServer,
      clock: { now: () => made.now, monotonicMs: () => made.now },
      environment: { OLLAMA_HOST: options.ollamaUrl },
      surroundings: () => Promise.resolve({ hostNames: options.hostNames ?? [] }),
      mayAsk: (receiver) => isWithin(receiver, { boundary: options.boundary ?? 'any' }),
      log: silentLog,
      environmentIsUsers: options.environmentIsUsers ?? true,
      onChain: (chain) => void chains.push(chain),
      onProblems: (found) => void problems.push(...found.map(({ message }) => message)),
    }),
  };
  return made;
}

export function labels({ chains }: World): string[] | undefined {
  return chains.at(-1)?.links.map((link) => link.label);
}

export const signal = new AbortController().signal;
