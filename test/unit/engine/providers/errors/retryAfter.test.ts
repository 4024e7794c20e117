import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryAfterMs } from '../../../../../src/engine/providers/errors/retryAfter';
import { now } from '../fixtures';

const day = 24 * 3_600_000;

function wait(headers: Record<string, string>, error: Record<string, unknown> = {}): number | undefined {
  return retryAfterMs(new Headers(headers), error, now);
}

const inAMinute = new Date(now + 60_000);
const retryInfo = (retryDelay: unknown) => ({ details: [{ '@type': 'google.rpc.Help' }, { retryDelay }] });

describe('retryAfterMs', () => {
  const headers: readonly [what: string, headers: Record<string, string>, ms: number | undefined][] = [
    ['in seconds', { 'retry-after': '40' }, 40_000],
    ['in parts of seconds', { 'retry-after': ' 1.5 ' }, 1_500],
    ['now', { 'retry-after': '0' }, 0],
    ['at a date', { 'retry-after': inAMinute.toUTCString() }, 60_000],
    ['at a date that is over', { 'retry-after': new Date(now - 60_000).toUTCString() }, 0],
    ['in milliseconds, which is more exact', { 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    ['in milliseconds that are none', { 'retry-after-ms': 'soon', 'retry-after': '1' }, 1_000],
    ['as a duration', { 'retry-after': '1m30s' }, 90_000],
    ['at a date of RFC 3339', { 'retry-after': inAMinute.toISOString() }, 60_000],
    ['at a second since the epoch', { 'retry-after': String(now / 1_000 + 60) }, 60_000],
    ['in a word that only looks like a date', { 'retry-after': 'soon 5' }, undefined],
    ['in no number of milliseconds', { 'retry-after-ms': 'NaN' }, undefined],
    ['in less than nothing of milliseconds', { 'retry-after-ms': '-5', 'retry-after': '2' }, 2_000],
    ['when the one limit that there is resets', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, 9_000],
    [
      'at a millisecond since the epoch',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 60_000) },
      60_000,
    ],
    ['in less than nothing', { 'retry-after': '-5' }, undefined],
    ['in no number', { 'retry-after': 'soon' }, undefined],
    ['in an empty header', { 'retry-after': '' }, undefined],
    ['in years', { 'retry-after': '99999999' }, day],
    ['at a date in years', { 'retry-after': new Date(now + 400 * day).toUTCString() }, day],
    ['in more than a number holds', { 'retry-after': '9'.repeat(400) }, undefined],
    [
      'when the limit that is used up resets, as Anthropic says it',
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': inAMinute.toISOString(),
        'anthropic-ratelimit-tokens-remaining': '10',
        'anthropic-ratelimit-tokens-reset': new Date(now + 900_000).toISOString(),
      },
      60_000,
    ],
    [
      'when the later of two limits resets, as OpenAI says it',
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '12ms',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '6m0.5s',
      },
      360_500,
    ],
    [
      'when a limit resets that is given in plain seconds',
      { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '7' },
      7_000,
    ],
    [
      'when limits reset of which something remains',
      { 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': '6m0s' },
      undefined,
    ],
    ['never', {}, undefined],
  ];
  for (const [what, given, ms] of headers) it(`may be told ${what}`, () => assert.equal(wait(given), ms));

  const bodies: readonly [error: Record<string, unknown>, ms: number | undefined][] = [
    [retryInfo('46s'), 46_000],
    [retryInfo('1h2m3.5s'), 3_723_500],
    [retryInfo('36000s'), 36_000_000],
    [retryInfo('46'), undefined],
    [retryInfo({ seconds: 46 }), undefined],
    [{ message: 'Rate limit reached. Please try again in 20s.' }, 20_000],
    [{ message: 'Please retry in 46.5 seconds' }, 46_500],
    [{ message: 'Please try again in 350ms' }, 350],
    [{ message: 'Please try again in 1m26.4s.' }, 86_400],
    [{ message: 'Please retry in 14h32m5.2s.' }, 52_325_200],
    [{ message: 'Your limit resets at 2026-11-26T12:10:00Z.' }, 600_000],
    [{ message: 'Your limit resets at 2026-11-26T14:10:00+02:00' }, 600_000],
    [{ message: 'You will regain access on 2026-12-01 at 00:00 UTC.' }, day],
    [{ message: 'It resets on 2026-11-26' }, 0],
    [{ message: 'The limit resets in 3 days' }, day],
    [{ metadata: { headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(now + 5_000) } } }, 5_000],
    [{ metadata: { headers: { 'X-RateLimit-Remaining': 0 } } }, undefined],
    [{ message: 'Your limit resets in 2 hours.' }, 7_200_000],
    [{ message: 'Wait 3 min and try again' }, 180_000],
    [{ message: 'You can try again. The limit is 20 s' }, undefined],
    [{ message: 'Limit: 30000 tokens' }, undefined],
    [{ message: 46 }, undefined],
  ];
  for (const [error, ms] of bodies) {
    it(`is ${ms ?? 'not'} told by ${JSON.stringify(error)}`, () => assert.equal(wait({}, error), ms));
  }

  it('is told by the header where body and header differ', () => {
    assert.equal(wait({ 'retry-after': '5' }, { ...retryInfo('46s'), message: 'try again in 9 s' }), 5_000);
    assert.equal(wait({}, { ...retryInfo('46s'), message: 'try again in 9 s' }), 46_000);
  });

  it('is read without headers too', () => {
    assert.equal(retryAfterMs(undefined, retryInfo('46s'), now), 46_000);
  });

  it('is never before now nor later than in a day, whatever is said', () => {
    const text = fc.oneof(fc.stringMatching(/^[ -~]{0,20}$/), fc.stringMatching(/^\d{1,12}(\.\d{1,3})?(ms|s|m|h)?$/));
    fc.assert(
      fc.property(text, text, fc.anything(), (first, second, details) => {
        const ms = wait(
          { 'retry-after': first, 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': second },
          { details, message: `try again in ${second}` },
        );
        assert.ok(ms === undefined || (ms >= 0 && ms <= day), `${ms}`);
      }),
    );
  });
});
