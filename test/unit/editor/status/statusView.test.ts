import assert from 'node:assert/strict';
import type { ManagerStatus } from '../../../../src/engine/failover/api/providerManager';
import { redrawAfter, statusView } from '../../../../src/editor/status/statusView';
import { duration } from '../../../../src/engine/model';
import { down, now, provider, statusOf } from '../fixtures';

const claude = provider('Claude');
const gpt = provider('GPT');
const slow = provider('Claude', { state: 'degraded', health: { cause: 'slow' } });
const overloaded = down('Claude', 'overloaded', { status: 529, until: now + 40_000 });
const refused = down('Claude', 'auth');
const trial = down('Claude', 'server', { halfOpen: true, until: now });
const ollama = provider('Ollama', { trust: 'local' });
const slowOllama = provider('Ollama', { trust: 'local', state: 'degraded', health: { cause: 'slow' } });
const outside = provider('Claude', { state: 'off', offReason: 'Outside your boundary.' });
const off = provider('GPT', { state: 'off', offReason: 'You have not agreed to it.' });
const usedUp = { key: 'gpt', used: 5, limit: 5, until: now + 90_000_000 };
const spent = { ...provider('GPT', { state: 'off' }), usedUp };

type Case = readonly [
  what: string,
  status: ManagerStatus,
  text: string,
  label: string,
  background: 'warning' | 'error' | undefined,
  counting: boolean,
];

const cases: readonly Case[] = [
  ['healthy', statusOf([claude, gpt]), '$(check) Claude', 'Claude is healthy', undefined, false],
  ['degraded', statusOf([slow, gpt]), '$(warning) Claude slow', 'Claude is slow', undefined, false],
  [
    'pinned',
    statusOf([claude, gpt], { pinned: 'gpt', next: gpt }),
    '$(check) GPT $(pin)',
    'GPT is healthy, pinned',
    undefined,
    false,
  ],
  [
    'answered by the second because the first is down',
    statusOf([overloaded, gpt]),
    '$(arrow-swap) GPT (Claude overloaded, retry in 40 s)',
    'GPT answers, Claude overloaded, retry in 40 s',
    'warning',
    true,
  ],
  [
    'answered by the second until the user gives the first its key',
    statusOf([refused, gpt]),
    '$(arrow-swap) GPT (Claude key refused)',
    'GPT answers, Claude key refused',
    'warning',
    false,
  ],
  [
    'pinned to the second while the first is down',
    statusOf([overloaded, gpt], { pinned: 'gpt', next: gpt }),
    '$(check) GPT $(pin)',
    'GPT is healthy, pinned',
    undefined,
    false,
  ],
  [
    'down and pinned',
    statusOf([overloaded, gpt], { pinned: 'claude', next: overloaded }),
    '$(error) Claude: overloaded, retry in 40 s $(pin)',
    'Claude is down, overloaded, retry in 40 s, pinned',
    'error',
    true,
  ],
  [
    'down and about to be tried',
    statusOf([trial], { next: trial }),
    '$(error) Claude: server error, next request tries it',
    'Claude is down, server error, next request tries it',
    'error',
    false,
  ],
  [
    'down and about to be tried while another stands by',
    statusOf([trial, gpt], { next: trial }),
    '$(sync) Claude (server error, next request tries it)',
    'Claude, server error, next request tries it, GPT stands by',
    'warning',
    false,
  ],
  [
    'out of every provider',
    statusOf([overloaded, down('GPT', 'rate-limited', { until: now + 15_000 })]),
    '$(circle-slash) Everpair: no provider available, retry in 15 s',
    'no provider available, retry in 15 s',
    'error',
    true,
  ],
  [
    'out of every provider until the user acts',
    statusOf([refused, off]),
    '$(circle-slash) Everpair: no provider available',
    'no provider available',
    'error',
    false,
  ],
  [
    'offline',
    statusOf([down('Claude', 'offline')], { offline: true }),
    '$(circle-slash) Everpair: offline',
    'offline',
    'error',
    false,
  ],
  [
    'off',
    statusOf([off], { next: off }),
    '$(circle-slash) Everpair: no provider available',
    'no provider available',
    'error',
    false,
  ],
  [
    'of a pinned provider whose budget is used up',
    statusOf([spent, claude], { next: spent, pinned: 'gpt' }),
    '$(circle-slash) GPT: budget used up $(pin)',
    "this month's budget is used up for GPT",
    'error',
    false,
  ],
  [
    'offline, with a provider on this machine',
    statusOf([claude, ollama], { offline: true, next: ollama }),
    '$(debug-disconnect) Ollama (offline)',
    'Ollama answers, this machine seems to be offline',
    'warning',
    false,
  ],
  [
    'offline although its first choice needs no network',
    statusOf([ollama, claude], { offline: true }),
    '$(check) Ollama',
    'Ollama is healthy',
    undefined,
    false,
  ],
  [
    'offline and pinned to what needs a network',
    statusOf([claude, ollama], { offline: true, pinned: 'claude', next: claude }),
    '$(circle-slash) Claude: offline $(pin)',
    'Claude is out of reach, offline, pinned',
    'error',
    false,
  ],
  [
    'kept on this machine',
    statusOf([outside, ollama], { boundary: 'local' }),
    '$(check) Ollama (local only)',
    'Ollama is healthy, local only',
    undefined,
    false,
  ],
  [
    'kept on this machine, which is slow',
    statusOf([outside, slowOllama], { boundary: 'local' }),
    '$(warning) Ollama slow (local only)',
    'Ollama is slow, local only',
    undefined,
    false,
  ],
  [
    'kept inside a boundary that excludes nobody',
    statusOf([ollama], { boundary: 'local' }),
    '$(check) Ollama',
    'Ollama is healthy',
    undefined,
    false,
  ],
  [
    'kept on this machine with every provider outside',
    statusOf([outside], { boundary: 'local' }),
    '$(circle-slash) Everpair: local only',
    'local only, every provider is outside',
    'error',
    false,
  ],
  [
    'kept on a private network with every provider outside, one of which was down',
    statusOf([{ ...overloaded, state: 'off' }], { boundary: 'private' }),
    '$(circle-slash) Everpair: private only',
    'private only, every provider is outside',
    'error',
    false,
  ],
  [
    'pinned to a provider outside the boundary',
    statusOf([outside, ollama], { boundary: 'local', pinned: 'claude', next: outside }),
    '$(circle-slash) Claude: local only',
    'local only, Claude is outside',
    'error',
    false,
  ],
  [
    'kept on this machine, whose provider is down',
    statusOf([{ ...overloaded, state: 'off' }, down('Ollama', 'connect', { until: now + 15_000, trust: 'local' })], {
      boundary: 'local',
    }),
    '$(circle-slash) Everpair: no provider available, retry in 15 s',
    'no provider available, retry in 15 s',
    'error',
    true,
  ],
  ['not set up', statusOf([]), '$(sparkle) Everpair', 'no provider is set up yet', undefined, false],
];

describe('statusView', () => {
  for (const [what, status, text, label, background, counting] of cases) {
    it(`shows that it is ${what}`, () => {
      assert.deepEqual(statusView(status, now), { text, label: `Everpair: ${label}`, background, counting });
    });
  }

  it('does not blame a provider that is off for standing first', () => {
    assert.equal(statusView(statusOf([off, claude]), now).text, '$(check) Claude');
  });
});

describe('redrawAfter', () => {
  const drawn = (...[status]: Parameters<typeof statusOf>): number | undefined =>
    redrawAfter(statusOf(status), statusView(statusOf(status), now), now);
  const until = (ms: number): ReturnType<typeof down> => down('Claude', 'overloaded', { until: now + ms });

  it('is a second while a time on the screen counts down', () => {
    assert.equal(drawn([until(40_000), gpt]), 1_000);
  });

  it('is longer while only the hover has one, and while it shows minutes', () => {
    assert.equal(drawn([gpt, until(40_000)]), 5_000);
    assert.equal(drawn([until(600_000), gpt]), 15_000);
  });

  it('is longer still while the hover has nothing but what hosts have left', () => {
    const left = (until?: number): ReturnType<typeof provider> => ({
      ...gpt,
      limits: [{ route: gpt.link.chat, limits: [{ unit: 'requests', remaining: 1, until }] }],
    });
    assert.equal(drawn([left(now + 40_000)]), 10_000);
    assert.equal(drawn([left(now + 900_000)]), 60_000);
    assert.equal(drawn([left()]), 60_000);
    assert.equal(drawn([left(now + 900_000), until(40_000)]), 5_000);
  });

  it('is an hour at most while a budget waits for the turn of the month', () => {
    assert.equal(drawn([spent, gpt]), 3_600_000);
    assert.equal(drawn([{ ...spent, usedUp: { ...usedUp, until: now + 9_000 } }]), 9_000);
  });

  it('never comes while nothing counts down', () => {
    assert.equal(drawn([claude, slow, refused, trial, off, { ...overloaded, state: 'off' }]), undefined);
    assert.equal(drawn([until(-1), gpt]), undefined);
  });
});

describe('duration', () => {
  const lengths: readonly [ms: number, words: string][] = [
    [-5_000, '1 s'],
    [0, '1 s'],
    [1_001, '2 s'],
    [99_000, '99 s'],
    [99_001, '2 min'],
    [180_000, '3 min'],
    [99 * 60_000, '99 min'],
    [99 * 60_000 + 1, '2 h'],
    [24 * 3_600_000, '24 h'],
  ];
  for (const [ms, words] of lengths) it(`of ${ms} ms is ${words}`, () => assert.equal(duration(ms), words));
});
