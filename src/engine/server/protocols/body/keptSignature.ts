import type { ThinkingPart } from '../../../model/request/message';

type Signed = Pick<ThinkingPart, 'signature' | 'origin'>;

/** How the kept signature of another origin begins, as bytes and in base64, which some clients decode. */
const mark = 'everpair:';
const markInBase64 = Buffer.from(mark).toString('base64');

/**
 * A signature as a tool keeps it until its next request. One of another origin than the protocol's own (`native`) says
 * whose it is: no other provider takes it.
 */
export function keptSignature({ signature, origin }: Signed, native: string): string | undefined {
  if (signature === undefined || origin === native) return signature;
  return Buffer.from(`${mark}${origin}:${signature}`).toString('base64');
}

/** What was kept. */
export function signatureOf(kept: string | null | undefined, native: string): Signed {
  if (kept === undefined || kept === null || kept === '') return { origin: native };
  if (!kept.startsWith(markInBase64)) return { signature: kept, origin: native };
  const text = Buffer.from(kept, 'base64').toString().slice(mark.length);
  const end = text.indexOf(':');
  return { signature: text.slice(end + 1), origin: text.slice(0, Math.max(0, end)) };
}
