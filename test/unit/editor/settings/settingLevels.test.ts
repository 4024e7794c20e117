import assert from 'node:assert/strict';
import fc from 'fast-check';
import { globMatcher } from '../../../../src/engine/privacy/exclusions/exclusionGlobs';
import { readCompletionSettings } from '../../../../src/editor/completion/settings/completionSettings';
import { readPolicy } from '../../../../src/engine/config/settings/policySettings';
import { settingLevels } from '../../../../src/editor/settings/settingLevels';
import { boundaries } from '../../../../src/engine/failover/api/policy';

type Inspected = NonNullable<Parameters<typeof settingLevels>[0]>;

/** What VS Code tells of one setting: the two values of a user and a remote machine, and as one, where the machine wins. */
function inspected(local: unknown, remote: unknown): Inspected {
  return {
    key: 'k',
    globalLocalValue: local,
    globalRemoteValue: remote,
    globalValue: remote ?? local,
    globalLocalLanguageValue: undefined,
    globalRemoteLanguageValue: undefined,
  };
}

const unset = { user: undefined, narrowing: [] };

describe('the levels of a setting', () => {
  it('keep the user’s value and that of a remote machine apart', () => {
    const levels = settingLevels(inspected('local', 'any'));
    assert.deepEqual([levels.user, levels.machine], ['local', ['any', undefined]]);
  });

  it('keep them apart for a language, too', () => {
    const levels = settingLevels({
      ...inspected(undefined, undefined),
      globalLocalLanguageValue: 'manual',
      globalRemoteLanguageValue: 'automatic',
      globalLanguageValue: 'automatic',
    });
    assert.deepEqual([levels.userLanguage, levels.machine], ['manual', [undefined, 'automatic']]);
  });

  it('take a value that holds for all profiles as the user’s', () => {
    assert.equal(settingLevels({ ...inspected(undefined, undefined), globalValue: 'local' }).user, 'local');
  });

  it('have a null of the user’s for what it is, and not for none', () => {
    assert.equal(settingLevels(inspected(null, 'private')).user, null);
  });

  it('are those of the declared fields where an editor tells no others', () => {
    assert.equal(settingLevels({ key: 'k', globalValue: 'private' }).user, 'private');
  });

  it('are empty for a setting that nobody knows', () => {
    assert.equal(settingLevels(undefined).user, undefined);
  });
});

describe('the settings of a remote machine', () => {
  const boundary = fc.option(fc.constantFrom<unknown>(...boundaries, 'nonsense'), { nil: undefined });

  it('never widen the boundary of the user', () => {
    const read = (user: unknown, machine: unknown) =>
      readPolicy({
        boundary: { user, machine, workspace: undefined, folders: [] },
        brokenAnswer: undefined,
        maxRequestCost: undefined,
        hedgeChat: undefined,
      }).policy.boundary;
    fc.assert(
      fc.property(boundary, boundary, (local, remote) => {
        const { user, machine } = settingLevels(inspected(local, remote));
        const width = (value: (typeof boundaries)[number]): number => boundaries.indexOf(value);
        assert.ok(width(read(user, machine[0])) <= width(read(local, undefined)));
      }),
    );
  });

  it('cannot switch completions on, nor undo that they come on demand only', () => {
    const levelsOf = (local: unknown, remote: unknown) => {
      const { user, machine } = settingLevels(inspected(local, remote));
      return { user, narrowing: machine };
    };
    const { settings } = readCompletionSettings(
      {
        enabled: levelsOf({ '*': false }, { '*': true, python: true }),
        enabledByDefault: { '*': true },
        trigger: levelsOf('manual', 'automatic'),
        multiline: levelsOf('never', 'always'),
        ...{ provider: undefined, maxLatency: undefined, localRace: undefined, prefetch: undefined, delay: undefined },
      },
      'python',
    );
    assert.deepEqual([settings.enabled, settings.trigger, settings.multiline], [false, 'manual', 'never']);
  });

  it('can switch them off', () => {
    const { user, machine } = settingLevels(inspected({ '*': true }, { '*': false }));
    const { settings } = readCompletionSettings(
      {
        enabled: { user, narrowing: machine },
        enabledByDefault: undefined,
        trigger: unset,
        multiline: unset,
        ...{ provider: undefined, maxLatency: undefined, localRace: undefined, prefetch: undefined, delay: undefined },
      },
      'go',
    );
    assert.equal(settings.enabled, false);
  });

  it('add patterns of files that are left alone and take none of the user’s away', async () => {
    const { byDefault, user, machine } = settingLevels(inspected({ '*.sql': true }, { '*.sql': false, '*.csv': true }));
    const levels = { setting: 'everpair.exclude', anywhere: true, user: [byDefault, user], narrowing: machine };
    const match = await globMatcher([levels], false);
    assert.deepEqual([match('a.sql').length, match('b.csv').length, match('c.ts').length], [1, 1, 0]);
  });
});
