import { LocalModelProblem } from '../localModelProblem';
import type { Artifact, ModelWeights, RuntimeBuild } from './artifact';
import { addressProblem } from '../../providers/http/fetchAddress';
import { checkSecure } from '../download/answer';
import { boundedText } from '../download/boundedText';
import { codingModels } from './codingModels';
import { runtimeBuildFor } from './runtimeBuilds';

/** What can be set up on a platform. */
export interface Offer {
  /** Undefined where there is no llama.cpp for the platform. */
  readonly runtime: RuntimeBuild | undefined;
  readonly models: readonly ModelWeights[];
}

/** A mirror may have files of its own. Their names, sizes and hashes stand in this file at its address. */
const listName = 'everpair-local-models.json';
const listTimeoutMs = 15_000;
const maxListBytes = 1_000_000;

/** What can be set up, from the publishers. */
export function usualOffer(platform: string): Offer {
  return { runtime: runtimeBuildFor(platform), models: codingModels };
}

/**
 * What can be set up from a mirror: what its list names, else the usual files at the paths that they have at their
 * publishers. Throws `LocalModelProblem`.
 */
export async function mirroredOffer(
  mirror: string,
  platform: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Offer> {
  const base = mirror.endsWith('/') ? mirror : `${mirror}/`;
  const usual = usualOffer(platform);
  const at = <A extends Artifact>(artifact: A): A => ({
    ...artifact,
    url: new URL(new URL(artifact.url).pathname.slice(1), base).href,
  });
  const list = await listOf(new URL(listName, base).href, fetch, signal);
  return {
    runtime: list?.runtimes.get(platform) ?? (usual.runtime && at(usual.runtime)),
    models: list?.models ?? usual.models.map(at),
  };
}

interface MirrorList {
  readonly runtimes: ReadonlyMap<string, RuntimeBuild>;
  readonly models: readonly ModelWeights[] | undefined;
}

async function listOf(
  url: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<MirrorList | undefined> {
  const { host } = new URL(url);
  let text: string;
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(listTimeoutMs)]) });
    checkSecure(url, response);
    if (!response.ok) await response.body?.cancel();
    if (response.status === 404 || response.status === 403) return undefined;
    if (!response.ok) throw new LocalModelProblem('refused', host, String(response.status));
    text = await boundedText(response, maxListBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof LocalModelProblem) throw error;
    if (error instanceof RangeError) throw new LocalModelProblem('wrong-list', url, error.message);
    throw new LocalModelProblem('unreachable', host, error instanceof Error ? error.message : '');
  }
  try {
    return parse(JSON.parse(text), url);
  } catch (error) {
    throw new LocalModelProblem('wrong-list', url, error instanceof Error ? error.message : '');
  }
}

/** Throws an `Error` that names the field. */
function parse(value: unknown, url: string): MirrorList {
  const { runtimes, models } = recordOf(value, 'the list');
  return {
    runtimes: new Map(
      itemsOf(runtimes).map((item, index) => {
        const entry = recordOf(item, `runtimes[${index}]`);
        const version = textOf(entry, 'version');
        return [textOf(entry, 'platform'), { ...artifactOf(entry, url), version }] as const;
      }),
    ),
    models:
      models === undefined
        ? undefined
        : itemsOf(models).map((item, index) => {
            const entry = recordOf(item, `models[${index}]`);
            return { ...artifactOf(entry, url), name: textOf(entry, 'name'), chats: entry['chats'] === true };
          }),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function artifactOf(entry: Entry, listUrl: string): Artifact {
  const { bytes } = entry;
  const sha256 = textOf(entry, 'sha256').toLowerCase();
  const url = new URL(textOf(entry, 'url'), listUrl);
  const file = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  if (addressProblem(url.href) !== undefined) throw new Error('url');
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes <= 0) throw new Error('bytes');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('sha256');
  if (!/^[\w.-]+\.(?:gguf|tar\.gz|zip)$/.test(file)) throw new Error('url');
  return { url: url.href, file, bytes, sha256, licence: textOf(entry, 'licence') };
}

function recordOf(value: unknown, name: string): Entry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(name);
  return value as Entry;
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(entry: Entry, key: string): string {
  const value = entry[key];
  if (typeof value !== 'string' || value.trim() === '' || value.length > 2_000) throw new Error(key);
  return value;
}
