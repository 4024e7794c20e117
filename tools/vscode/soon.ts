import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until `check` holds of what `read` gives; fails with the last of it after `limit` milliseconds. */
export async function soon<T>(read: () => Promise<T> | T, check: (value: T) => boolean, limit = 30_000): Promise<T> {
  const deadline = Date.now() + limit;
  for (;;) {
    const value = await read();
    if (check(value)) return value;
    if (Date.now() > deadline) assert.fail(`Not so within ${limit / 1000} s; last seen: ${JSON.stringify(value)}`);
    await wait(100);
  }
}
