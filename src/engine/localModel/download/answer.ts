import type { Clock } from '../../model/async/clock';
import { timedOut, withTimeout } from '../../model/async/clock';
import { errorSummary } from '../../model/text/errorSummary';
import { addressProblem } from '../../providers/http/fetchAddress';
import { LocalModelProblem } from '../localModelProblem';

/** What a host says to the question for a file, or for the rest of it. */
export type Answer =
  | {
      readonly type: 'bytes';
      readonly body: ReadableStream<Uint8Array>;
      /** Place of the first byte in the file. */
      readonly from: number;
      readonly totalBytes: number | undefined;
      readonly etag: string | undefined;
    }
  /** Nothing lies behind what is there. */
  | { readonly type: 'beyond'; readonly totalBytes: number | undefined }
  /** Other bytes than were asked for. */
  | { readonly type: 'other-range' }
  /** It may come right by itself. */
  | { readonly type: 'later'; readonly reason: string; readonly retryAfterMs: number };

/** What is there of the file. */
interface Have {
  readonly bytes: number;
  readonly etag: string | undefined;
}

const headersTimeoutMs = 30_000;

/** Asks once. Throws `LocalModelProblem` where asking again is of no use. */
export async function answerOf(
  url: string,
  have: Have,
  { fetch, clock }: { readonly fetch: typeof globalThis.fetch; readonly clock: Clock },
  signal: AbortSignal,
): Promise<Answer> {
  const { host } = new URL(url);
  const late = new AbortController();
  let response: Response | typeof timedOut;
  try {
    const asked = fetch(url, { headers: headersFor(have), signal: AbortSignal.any([signal, late.signal]) });
    response = await withTimeout(asked, headersTimeoutMs, clock, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { type: 'later', reason: errorSummary(error), retryAfterMs: 0 };
  }
  signal.throwIfAborted();
  if (response === timedOut) {
    late.abort();
    return { type: 'later', reason: 'timeout', retryAfterMs: 0 };
  }
  checkSecure(url, response);
  return read(response, have, host);
}

/** Throws `LocalModelProblem` where a redirect has led from an encrypted line to an open one, or to the open internet. */
export function checkSecure(url: string, response: Response): void {
  const { href, host, protocol } = new URL(response.url || url);
  const isDowngrade = protocol !== 'https:' && new URL(url).protocol === 'https:';
  if (!isDowngrade && addressProblem(href) === undefined) return;
  void response.body?.cancel().catch(() => undefined);
  throw new LocalModelProblem('not-secure', host);
}

function headersFor({ bytes, etag }: Have): Record<string, string> {
  // Compressed bytes would be counted otherwise than those of the file.
  const plain = { 'Accept-Encoding': 'identity' };
  if (bytes === 0) return plain;
  return { ...plain, Range: `bytes=${bytes}-`, ...(etag === undefined ? {} : { 'If-Range': etag }) };
}

function read(response: Response, have: Have, host: string): Answer {
  const { status, headers, body } = response;
  const discard = (): void => void body?.cancel().catch(() => undefined);
  if (status === 416) {
    discard();
    const total = /^bytes \*\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
    return { type: 'beyond', totalBytes: total === undefined ? undefined : Number(total) };
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    discard();
    const seconds = Number(headers.get('retry-after') ?? 0);
    return { type: 'later', reason: String(status), retryAfterMs: seconds > 0 ? seconds * 1_000 : 0 };
  }
  if ((status !== 200 && status !== 206) || body === null) {
    discard();
    throw new LocalModelProblem('refused', host, String(status));
  }
  const etag = strong(headers.get('etag'));
  if (status === 200) {
    // A host that compresses all the same sends a length of something else.
    const length = headers.has('content-encoding') ? undefined : lengthIn(headers.get('content-length'));
    return { type: 'bytes', body, from: 0, totalBytes: length, etag };
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  if (!range || Number(range[1]) !== have.bytes) {
    discard();
    return { type: 'other-range' };
  }
  return { type: 'bytes', body, from: have.bytes, totalBytes: lengthIn(range[2] ?? null), etag };
}

/** A weak mark says nothing about bytes (RFC 9110, 13.1.5). */
function strong(etag: string | null): string | undefined {
  return etag !== null && /^"[^"]*"$/.test(etag) ? etag : undefined;
}

function lengthIn(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}
