import assert from 'node:assert/strict';
import { type CompletionFacts, completionState } from '../../../../../src/editor/completion/status/completionState';
import { languageStatusView, timeOfDay } from '../../../../../src/editor/completion/status/languageStatusView';
import type { ProviderStatus } from '../../../../../src/engine/failover/api/providerManager';
import { now, provider, statusOf } from '../../fixtures';

const claude = provider('Claude');
const gpt = provider('GPT');
const local = provider('Ollama', { trust: 'local' });

function withCompletionDown(status: ProviderStatus, until: number | undefined, halfOpen = false): ProviderStatus {
  return { ...status, completion: { state: 'down', until, halfOpen } };
}

const usual: CompletionFacts = {
  languageId: 'go',
  settings: { enabled: true, trigger: 'automatic', provider: undefined },
  excludedBy: undefined,
  isOffInFile: false,
  snoozedUntil: undefined,
  status: statusOf([claude, gpt]),
  areAllEmpty: () => false,
};

const says = (facts: Partial<CompletionFacts>) => languageStatusView(completionState({ ...usual, ...facts }));
const text = (facts: Partial<CompletionFacts>): string => says(facts).text;

/** Five past two in the afternoon, in any time zone. */
const fivePastTwo = new Date(2026, 10, 26, 14, 5).getTime();

describe('completionState', () => {
  it('names the provider', () => {
    assert.deepEqual(says({}), {
      text: 'Everpair completions: on (Claude, Claude-model)',
      detail: undefined,
      severity: 'information',
    });
  });

  it('marks a model with only empty answers, also in manual mode', () => {
    const areAllEmpty = (routeId: string): boolean => routeId === claude.link.completion.id;
    const manual = { ...usual.settings, trigger: 'manual' } as const;
    for (const settings of [usual.settings, manual]) {
      assert.equal(says({ areAllEmpty, settings }).detail, 'Only empty answers.');
      assert.notEqual(says({ areAllEmpty, settings, status: statusOf([gpt]) }).detail, 'Only empty answers.');
    }
  });

  it('names the fallback while the first is down for completions, until its next try', () => {
    const down = withCompletionDown(claude, now + 5_000);
    assert.match(text({ status: statusOf([down, gpt]) }), /on \(GPT, /);
    assert.match(text({ status: statusOf([withCompletionDown(claude, now, true), gpt]) }), /on \(Claude, /);
  });

  it('names the user’s choice, unless another is pinned or it cannot serve', () => {
    const settings = { ...usual.settings, provider: 'gpt' };
    assert.match(text({ settings }), /on \(GPT, /);
    assert.match(text({ settings, status: statusOf([claude, gpt], { pinned: 'claude' }) }), /on \(Claude, /);
    assert.match(text({ settings, status: statusOf([claude, withCompletionDown(gpt, now)]) }), /on \(Claude, /);
    assert.match(text({ settings: { ...usual.settings, provider: 'gone' } }), /on \(Claude, /);
  });

  it('names a local provider on a machine without a network', () => {
    assert.match(text({ status: statusOf([claude, local], { offline: true }) }), /on \(Ollama, /);
  });

  const off: readonly [facts: Partial<CompletionFacts>, text: string][] = [
    [{ settings: { ...usual.settings, enabled: false } }, 'off for go'],
    [{ isOffInFile: true }, 'off in this file'],
    [{ snoozedUntil: fivePastTwo }, 'snoozed until 14:05'],
    [{ excludedBy: '.gitignore' }, 'excluded by .gitignore'],
    [{ settings: { ...usual.settings, trigger: 'manual' } }, 'manual (Claude, Claude-model)'],
  ];
  for (const [facts, words] of off) {
    it(`says "${words}" without a warning`, () => {
      const view = says(facts);
      assert.deepEqual([view.text, view.severity], [`Everpair completions: ${words}`, 'information']);
    });
  }

  const none: readonly [facts: Partial<CompletionFacts>, text: string, detail: RegExp | undefined][] = [
    [{ status: statusOf([]) }, 'no provider is set up', /Ollama/],
    [
      { status: statusOf([withCompletionDown(claude, fivePastTwo), withCompletionDown(gpt, fivePastTwo + 60_000)]) },
      'paused, no provider can serve until 14:05',
      undefined,
    ],
    [{ status: statusOf([withCompletionDown(claude, undefined)]) }, 'paused, no provider can serve', undefined],
    [{ status: statusOf([claude], { offline: true }) }, 'paused, no provider can serve', /offline/],
    [
      { status: statusOf([provider('Claude', { state: 'off', offReason: 'Outside your boundary.' })]) },
      'paused, no provider can serve',
      /^Outside your boundary\.$/,
    ],
    [
      { status: statusOf([claude, withCompletionDown(gpt, fivePastTwo)], { pinned: 'gpt' }) },
      'paused, no provider can serve until 14:05',
      undefined,
    ],
  ];
  for (const [facts, words, detail] of none) {
    it(`warns "${words}"${detail ? ` with the reason (${detail.source})` : ''}`, () => {
      const view = says(facts);
      assert.deepEqual([view.text, view.severity], [`Everpair completions: ${words}`, 'warning']);
      if (detail) assert.match(view.detail ?? '', detail);
      else assert.equal(view.detail, undefined);
    });
  }

  it('shows the strongest of several reasons', () => {
    const everything: Partial<CompletionFacts>[] = [
      { status: statusOf([]) },
      { snoozedUntil: fivePastTwo },
      { settings: { ...usual.settings, enabled: false } },
      { isOffInFile: true },
      { excludedBy: '.gitignore' },
    ];
    const kinds = everything.map((_, index) =>
      completionState(
        everything.slice(0, index + 1).reduce<CompletionFacts>((all, each) => ({ ...all, ...each }), usual),
      ),
    );
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['no-provider', 'snoozed', 'off-for-language', 'off-in-file', 'excluded'],
    );
  });
});

describe('timeOfDay', () => {
  it('has two digits for the hour and two for the minute', () => {
    assert.equal(timeOfDay(new Date(2026, 0, 1, 0, 0).getTime()), '00:00');
    assert.equal(timeOfDay(new Date(2026, 0, 1, 9, 59, 59).getTime()), '09:59');
  });
});
