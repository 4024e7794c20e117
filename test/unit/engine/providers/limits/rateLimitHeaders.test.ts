import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RateLimit } from '../../../../../src/engine/model/provider/rateLimit';
import { rateLimitsIn } from '../../../../../src/engine/providers/limits/rateLimitHeaders';
import { now } from '../fixtures';

const minute = 60_000;
const day = 24 * 60 * minute;

type Headers = Readonly<Record<string, string>>;

function limitsOf(headers: Headers): readonly RateLimit[] {
  return rateLimitsIn(new globalThis.Headers(headers), now);
}

describe('the limits in the headers of a response', () => {
  // As the documentation of each vendor shows them, or a recorded response: docs/budgets.md says where.
  const examples: readonly [whose: string, headers: Headers, limits: readonly RateLimit[]][] = [
    [
      'OpenAI',
      {
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-limit-tokens': '150000',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-remaining-tokens': '149984',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      [
        { unit: 'requests', remaining: 59, limit: 60, resetMs: 1_000, refills: true },
        { unit: 'tokens', remaining: 149_984, limit: 150_000, resetMs: 6 * minute, refills: true },
      ],
    ],
    [
      'Groq',
      {
        'x-ratelimit-limit-requests': '14400',
        'x-ratelimit-limit-tokens': '18000',
        'x-ratelimit-remaining-requests': '14370',
        'x-ratelimit-remaining-tokens': '17997',
        'x-ratelimit-reset-requests': '2m59.56s',
        'x-ratelimit-reset-tokens': '7.66s',
      },
      [
        { unit: 'requests', remaining: 14_370, limit: 14_400, resetMs: 179_560, refills: true },
        { unit: 'tokens', remaining: 17_997, limit: 18_000, resetMs: 7_660, refills: true },
      ],
    ],
    [
      'Anthropic, by its own clock',
      {
        date: 'Thu, 21 Aug 2025 12:41:00 GMT',
        'anthropic-ratelimit-input-tokens-limit': '80000',
        'anthropic-ratelimit-input-tokens-remaining': '79000',
        'anthropic-ratelimit-input-tokens-reset': '2025-08-21T12:41:01Z',
        'anthropic-ratelimit-output-tokens-limit': '16000',
        'anthropic-ratelimit-output-tokens-remaining': '16000',
        'anthropic-ratelimit-output-tokens-reset': '2025-08-21T12:41:00Z',
        'anthropic-ratelimit-requests-limit': '1000',
        'anthropic-ratelimit-requests-remaining': '999',
        'anthropic-ratelimit-requests-reset': '2025-08-21T12:40:59Z',
      },
      [
        { unit: 'requests', remaining: 999, limit: 1_000, resetMs: 0, refills: true, sparesStored: true },
        { unit: 'input-tokens', remaining: 79_000, limit: 80_000, resetMs: 1_000, refills: true, sparesStored: true },
        { unit: 'output-tokens', remaining: 16_000, limit: 16_000, resetMs: 0, refills: true, sparesStored: true },
      ],
    ],
    [
      'Cerebras',
      {
        'x-ratelimit-limit-requests-day': '1000000000',
        'x-ratelimit-limit-tokens-minute': '1000000000',
        'x-ratelimit-remaining-requests-day': '999997455',
        'x-ratelimit-remaining-tokens-minute': '999998298',
        'x-ratelimit-reset-requests-day': '33011.382867097855',
        'x-ratelimit-reset-tokens-minute': '11.5',
      },
      [
        { unit: 'requests', remaining: 999_997_455, limit: 1e9, resetMs: 33_011_382.867097855 },
        { unit: 'tokens', remaining: 999_998_298, limit: 1e9, resetMs: 11_500 },
      ],
    ],
    [
      'Mistral, which names the window and no reset',
      {
        'x-ratelimit-limit-req-minute': '60',
        'x-ratelimit-limit-tokens-minute': '50000',
        'x-ratelimit-limit-tokens-month': '4000000',
        'x-ratelimit-remaining-req-minute': '59',
        'x-ratelimit-remaining-tokens-minute': '47196',
        'x-ratelimit-remaining-tokens-month': '3950246',
        'x-ratelimit-tokens-query-cost': '2804',
      },
      [
        { unit: 'requests', remaining: 59, limit: 60, resetMs: minute },
        { unit: 'tokens', remaining: 47_196, limit: 50_000, resetMs: minute },
      ],
    ],
    [
      'Mistral by size',
      {
        'ratelimitbysize-limit': '500000',
        'ratelimitbysize-remaining': '499900',
        'ratelimitbysize-reset': '38',
        'x-ratelimitbysize-limit-minute': '500000',
        'x-ratelimitbysize-remaining-minute': '499900',
        'x-ratelimitbysize-limit-month': '1000000000',
        'x-ratelimitbysize-remaining-month': '999999999',
      },
      [
        { unit: 'tokens', remaining: 499_900, limit: 500_000, resetMs: 38_000 },
        { unit: 'tokens', remaining: 499_900, limit: 500_000, resetMs: minute },
      ],
    ],
    [
      'Azure, in plain seconds',
      { 'x-ratelimit-limit-tokens': '10000', 'x-ratelimit-remaining-tokens': '8000', 'x-ratelimit-reset-tokens': '57' },
      [{ unit: 'tokens', remaining: 8_000, limit: 10_000, resetMs: 57_000 }],
    ],
    [
      'Azure, where nothing is counted',
      { 'x-ratelimit-limit-tokens': '-1', 'x-ratelimit-remaining-tokens': '-1', 'x-ratelimit-reset-tokens': '0' },
      [],
    ],
    [
      'DigitalOcean, at a second since the epoch',
      {
        'x-ratelimit-remaining-tokens-per-minute': '5',
        'x-ratelimit-limit-tokens-per-minute': '9',
        'x-ratelimit-reset-tokens-per-minute': String(now / 1_000 + 20),
      },
      [{ unit: 'tokens', remaining: 5, limit: 9, resetMs: 20_000 }],
    ],
    [
      'OpenRouter, at a millisecond since the epoch',
      { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 30_000) },
      [{ unit: 'requests', remaining: 0, limit: 20, resetMs: 30_000 }],
    ],
    [
      'Together',
      { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': '1', 'x-tokenlimit-limit': '3' },
      [{ unit: 'requests', remaining: 9, limit: 10, resetMs: 1_000 }],
    ],
    [
      'the draft of the IETF',
      { ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"default";q=100;w=60' },
      [{ unit: 'requests', remaining: 50, limit: 100, resetMs: 30_000 }],
    ],
    [
      'the same with more policies, of which one counts bytes and one says no reset',
      {
        ratelimit: '"hour"; r=3, "bytes";r=0;t=9, "unknown";r=1',
        'ratelimit-policy': '"hour";q=5;w=3600;pk=:c2VjcmV0:, "bytes";q=9;qu="content-bytes"',
      },
      [
        { unit: 'requests', remaining: 3, limit: 5, resetMs: 60 * minute },
        { unit: 'requests', remaining: 1 },
      ],
    ],
    [
      'an earlier draft of the IETF',
      { 'ratelimit-limit': '10, 10;w=1, 50;w=60', 'ratelimit-remaining': '9', 'ratelimit-reset': '1' },
      [{ unit: 'requests', remaining: 9, limit: 10, resetMs: 1_000 }],
    ],
    ['Gemini and Bedrock, which tell none', { 'content-type': 'text/event-stream', 'x-amzn-requestid': 'a' }, []],
  ];
  for (const [whose, headers, limits] of examples)
    it(`are read as ${whose} writes them`, () => assert.deepEqual(limitsOf(headers), limits));

  const of = (remaining: string, limit: string, reset: string): Headers => ({
    'x-ratelimit-remaining-requests': remaining,
    'x-ratelimit-limit-requests': limit,
    'x-ratelimit-reset-requests': reset,
  });
  const doubtful: readonly [what: string, headers: Headers, limits: readonly Omit<RateLimit, 'unit'>[]][] = [
    ['no number left', of('many', '9', '1s'), []],
    ['NaN left', of('NaN', '9', '1s'), []],
    ['nothing written', of('', '', ''), []],
    ['less than nothing left', of('-3', '9', '1s'), []],
    ['more left than any host has', of('9'.repeat(40), '9', '1s'), []],
    ['more left than there is', of('10', '9', '1'), [{ remaining: 10, resetMs: 1_000 }]],
    ['parts of a request left', of('0.5', '9', '1'), [{ remaining: 0, limit: 9, resetMs: 1_000 }]],
    ['a limit of nothing, which is a refused account', of('0', '0', '1s'), []],
    ['a reset of no form', of('0', '9', 'soon'), [{ remaining: 0, limit: 9 }]],
    ['a reset before now', of('0', '9', String(now / 1_000 - 60)), [{ remaining: 0, limit: 9, resetMs: 0 }]],
    ['a negative reset', of('0', '9', '-60'), [{ remaining: 0, limit: 9 }]],
    ['a reset in years', of('0', '9', String(now / 1_000 + 1e8)), [{ remaining: 0, limit: 9 }]],
    ['a duration of years', of('0', '9', '99999h'), [{ remaining: 0, limit: 9, refills: true }]],
    [
      'a reset after the window that the name says',
      {
        'x-ratelimit-remaining-tokens-minute': '0',
        'x-ratelimit-limit-tokens-minute': '9',
        'x-ratelimit-reset-tokens-minute': '9000',
      },
      [{ remaining: 0, limit: 9, resetMs: minute }],
    ],
  ];
  for (const [what, headers, limits] of doubtful) {
    it(`are not believed beyond reason: ${what}`, () => {
      const read = limitsOf(headers);
      assert.deepEqual(
        read,
        limits.map((limit) => ({ unit: read[0]?.unit, ...limit })),
      );
    });
  }

  it('are within bounds, and nothing throws, whatever is written', () => {
    const names = [
      ...['remaining', 'limit', 'reset'].flatMap((what) =>
        ['', '-requests', '-tokens', '-requests-day', '-tokens-minute', '-req-minute'].map(
          (suffix) => `x-ratelimit-${what}${suffix}`,
        ),
      ),
      ...['remaining', 'limit', 'reset'].map((what) => `anthropic-ratelimit-requests-${what}`),
      ...['ratelimit', 'ratelimit-policy', 'ratelimit-remaining', 'ratelimit-reset', 'date'],
    ];
    const value = fc.oneof(
      fc.constantFrom(
        '0',
        '1',
        '-1',
        'NaN',
        'Infinity',
        '1e400',
        '6m0s',
        '0x10',
        '"default";r=0;t=9',
        '"a";q=-1;w=1e9',
      ),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.string({ unit: fc.constantFrom(...'0123456789.,;="abrtqw smh-+:TZ'.split('')), maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 12 }), (headers) => {
        for (const { remaining, limit, resetMs } of limitsOf(headers)) {
          assert.ok(Number.isInteger(remaining) && remaining >= 0 && remaining <= 1e12, `${remaining}`);
          assert.ok(limit === undefined || (limit > 0 && limit >= remaining), `${remaining} of ${limit}`);
          assert.ok(resetMs === undefined || (resetMs >= 0 && resetMs <= day), `${resetMs}`);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
