import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token that nobody guesses, fit for headers, URLs and settings files. */
export function newToken(): string {
  return `ep-${randomBytes(32).toString('base64url')}`;
}

/** Takes as long for a wrong token as for the right one. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
