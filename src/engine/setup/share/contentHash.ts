import { createHash } from 'node:crypto';

/** What a file is remembered by. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
