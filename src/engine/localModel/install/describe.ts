import { stat } from 'node:fs/promises';
import type { Clock } from '../../model/async/clock';
import { answerOf } from '../download/answer';
import { readGgufHeader } from '../gguf/ggufHeader';
import { LocalModelProblem } from '../localModelProblem';
import type { WantedWeights } from './install';

/** Asks a host for the length of a file. Throws `LocalModelProblem`. */
export async function describeUrl(
  url: string,
  deps: { readonly fetch: typeof globalThis.fetch; readonly clock: Clock },
  signal: AbortSignal,
): Promise<Extract<WantedWeights, { type: 'address' }>> {
  const { host, pathname } = new URL(url);
  const file = decoded(pathname.split('/').at(-1) ?? '').replace(/[^\w.-]+/g, '-');
  if (!/^[\w-][\w.-]*\.gguf$/i.test(file)) throw new LocalModelProblem('not-gguf', file, '.gguf');
  const answer = await answerOf(url, { bytes: 0, etag: undefined }, deps, signal);
  if (answer.type !== 'bytes') {
    throw new LocalModelProblem('unreachable', host, answer.type === 'later' ? answer.reason : '416');
  }
  await answer.body.cancel();
  return { type: 'address', url, file, bytes: answer.totalBytes };
}

/** A name may have a `%` that stands for itself. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Throws `LocalModelProblem` where the file is no GGUF. */
export async function describeFile(
  file: string,
): Promise<{ readonly bytes: number; readonly licence: string | undefined }> {
  const { licence } = await readGgufHeader(file);
  return { bytes: (await stat(file)).size, licence };
}
