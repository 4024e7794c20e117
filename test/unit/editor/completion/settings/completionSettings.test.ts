import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CompletionValues,
  multilines,
  readCompletionSettings,
  triggers,
} from '../../../../../src/editor/completion/settings/completionSettings';
import { unsetValues } from './unsetValues';

const nothing: CompletionValues = { ...unsetValues, enabledByDefault: { '*': true, markdown: false } };

const read = (values: Partial<CompletionValues>, languageId = 'go') =>
  readCompletionSettings({ ...nothing, ...values }, languageId);

describe('readCompletionSettings', () => {
  it('has these defaults', () => {
    assert.deepEqual(read({}), {
      settings: {
        enabled: true,
        trigger: 'automatic',
        multiline: 'auto',
        provider: undefined,
        maxLatencyMs: undefined,
        localRace: false,
        prefetch: 'afterAccept',
        delayMs: undefined,
      },
      problems: [],
    });
  });

  it('reads the user’s values', () => {
    const { settings, problems } = read({
      trigger: { user: 'manual', narrowing: [] },
      multiline: { user: 'always', narrowing: [] },
      provider: 'claude',
      maxLatency: 800,
      localRace: true,
      prefetch: 'ahead',
      delay: 0,
    });
    assert.deepEqual(settings, {
      enabled: true,
      trigger: 'manual',
      multiline: 'always',
      provider: 'claude',
      maxLatencyMs: 800,
      localRace: true,
      prefetch: 'ahead',
      delayMs: 0,
    });
    assert.deepEqual(problems, []);
  });

  it('accepts emptied boxes of the settings editor', () => {
    const { settings, problems } = read({ provider: null, maxLatency: null, delay: null });
    assert.deepEqual([settings.provider, settings.maxLatencyMs, settings.delayMs], [undefined, undefined, undefined]);
    assert.deepEqual(problems, []);
  });

  const languages: readonly [what: string, user: unknown, workspace: unknown[], languageId: string, on: boolean][] = [
    ['in a language that is on by default', undefined, [], 'go', true],
    ['in one that is off by default', undefined, [], 'markdown', false],
    ['in one that the user turned on', { markdown: true }, [], 'markdown', true],
    ['in one that is off by default when the user names all others', { '*': true }, [], 'markdown', false],
    ['in one of the others that the user turned off', { '*': false, python: true }, [], 'go', false],
    ['in one that the user excepts from that', { '*': false, python: true }, [], 'python', true],
    ['in one that the workspace turned off', undefined, [{ go: false }], 'go', false],
    ['in any when the workspace turned off all', { go: true }, [{ '*': false }], 'go', false],
    ['in one that the workspace excepts from that', undefined, [{ '*': false, go: true }], 'go', true],
    ['in one that only the workspace turned on', undefined, [{ markdown: true }], 'markdown', false],
    [
      'in one that a folder turned off and the workspace on',
      undefined,
      [{ go: true }, undefined, { go: false }],
      'go',
      false,
    ],
    ['in one named as a method of objects', undefined, [], 'toString', true],
  ];
  for (const [what, user, workspace, languageId, on] of languages) {
    it(`has completions ${on ? 'on' : 'off'} ${what}`, () => {
      const { settings, problems } = read({ enabled: { user, narrowing: workspace } }, languageId);
      assert.deepEqual([settings.enabled, problems], [on, []]);
    });
  }

  it('never widens the user’s values by a workspace', () => {
    const anything = fc.option(fc.constantFrom<unknown>(...triggers, ...multilines, 'nonsense', 7), { nil: undefined });
    const property = fc.property(
      anything,
      anything,
      fc.array(anything),
      fc.array(anything),
      (mode, lines, ...theirs) => {
        const user = { trigger: { user: mode, narrowing: [] }, multiline: { user: lines, narrowing: [] } };
        const alone = read(user).settings;
        const { settings } = read({
          trigger: { user: mode, narrowing: theirs[0] },
          multiline: { user: lines, narrowing: theirs[1] },
        });
        assert.ok(triggers.indexOf(settings.trigger) >= triggers.indexOf(alone.trigger));
        assert.ok(multilines.indexOf(settings.multiline) >= multilines.indexOf(alone.multiline));
      },
    );
    fc.assert(property);
    assert.equal(read({ trigger: { user: undefined, narrowing: [undefined, 'manual'] } }).settings.trigger, 'manual');
  });

  const wrong: readonly [values: Partial<CompletionValues>, key: string, says: RegExp][] = [
    [
      { enabled: { user: 'off', narrowing: [] } },
      'enabled',
      /must be an object .* not "off"\. Until then completions are off\./,
    ],
    [{ enabled: { user: { go: 'no' }, narrowing: [] } }, 'enabled', /true or false for "go", not "no"/],
    [{ enabled: { user: undefined, narrowing: [[]] } }, 'enabled', /not \[\]/],
    [
      { trigger: { user: 'never', narrowing: [] } },
      'trigger',
      /must be "automatic" or "manual", not "never".*counts as "manual"/,
    ],
    [{ multiline: { user: true, narrowing: [] } }, 'multiline', /counts as "never"/],
    [{ provider: 7 }, 'provider', /id of a provider .* not 7/],
    [{ maxLatency: 5 }, 'maxLatency', /from 100 to 10000, or null, not 5/],
    [{ localRace: 'yes' }, 'localRace', /must be true or false, not "yes"/],
    [{ prefetch: 'always' }, 'prefetch', /counts as "off"/],
    [{ delay: 'short' }, 'delay', /from 0 to 2000/],
    [{ delay: 'x'.repeat(1_000) }, 'delay', /^.{0,200}$/],
  ];
  for (const [values, key, says] of wrong) {
    it(`reports invalid values once and sends the least until then: ${JSON.stringify(values).slice(0, 60)}`, () => {
      const { problems } = read(values);
      assert.deepEqual(
        problems.map((problem) => problem.key),
        [`completions.${key}`],
      );
      assert.match(problems[0]?.message ?? '', /^everpair\.completions\./);
      assert.match(problems[0]?.message ?? '', says);
    });
  }

  it('makes no automatic requests while the values are invalid', () => {
    for (const user of ['off', 7, null, [], { '*': 'yes' }, { go: 1 }]) {
      assert.equal(read({ enabled: { user, narrowing: [] } }).settings.enabled, false, JSON.stringify(user));
    }
    assert.equal(read({ localRace: 'yes' }).settings.localRace, false);
  });
});
