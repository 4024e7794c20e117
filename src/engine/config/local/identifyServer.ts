import { listOf, recordOf, textOf } from '../../model/text/jsonValue';

export type LocalServerKind = 'llama.cpp' | 'lm-studio' | 'vllm';

/** A server of models that answered, and is known to be one. */
export interface IdentifiedServer {
  readonly kind: LocalServerKind;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Those that can be asked, never none. */
  readonly models: readonly string[];
}

/** Milliseconds for each question. */
const answerTimeoutMs = 1_500;
const mostBytes = 1_000_000;
const mostModels = 200;
const longestModelChars = 200;

/**
 * Asks for lists and versions alone: no text of the user leaves. Another web server, which may answer everything with a page
 * or any JSON, is told by two answers that must both be those of one kind of server. Undefined for it. Never throws.
 */
export async function identifyServer(
  origin: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<IdentifiedServer | undefined> {
  const ask = (path: string): Promise<Answer> => answerOf(`${origin}${path}`, fetch, signal);
  const list = listOf(recordOf((await ask('/v1/models')).json).data).map(recordOf);
  const models = [...new Set(list.map(({ id }) => textOf(id)))]
    .filter((id) => id !== '' && id.length <= longestModelChars)
    .slice(0, mostModels);
  if (models.length === 0) return undefined;
  const owners = new Set(list.map(({ owned_by }) => textOf(owned_by)));
  // https://github.com/ggml-org/llama.cpp/tree/master/tools/server: its list needs no key, its properties do.
  if (owners.has('llamacpp')) {
    const { json, status } = await ask('/props');
    const isSure = status === 401 || 'default_generation_settings' in recordOf(json);
    return isSure ? { kind: 'llama.cpp', origin, models } : undefined;
  }
  // https://docs.vllm.ai: the version alone is in its answer.
  if (owners.has('vllm')) {
    const version = recordOf((await ask('/version')).json);
    const isSure = typeof version.version === 'string' && Object.keys(version).length === 1;
    return isSure ? { kind: 'vllm', origin, models } : undefined;
  }
  // https://lmstudio.ai/docs/developer/rest/endpoints: its own list tells which models converse.
  if (owners.has('organization_owner')) {
    const own = listOf(recordOf((await ask('/api/v0/models')).json).data).map(recordOf);
    const talking = own.filter(({ type, state }) => /^(?:llm|vlm)$/.test(textOf(type)) && textOf(state) !== '');
    const ids = models.filter((id) => talking.some((each) => each.id === id));
    return ids.length > 0 ? { kind: 'lm-studio', origin, models: ids } : undefined;
  }
  return undefined;
}

interface Answer {
  readonly status: number | undefined;
  readonly json: unknown;
}

const nothing: Answer = { status: undefined, json: undefined };

async function answerOf(url: string, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Answer> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);
  try {
    // A redirection would carry the question to a host that nobody chose.
    const response = await fetch(url, { redirect: 'manual', signal: late, headers: { accept: 'application/json' } });
    const isJson = response.ok && /json/i.test(response.headers.get('content-type') ?? '');
    if (!isJson) {
      await response.body?.cancel();
      return { status: response.status, json: undefined };
    }
    return { status: response.status, json: JSON.parse(await shortText(response)) };
  } catch {
    return nothing;
  }
}

async function shortText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new RangeError('The answer is too long.');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
