import assert from 'node:assert/strict';
import {
  type CompletionValues,
  multilines,
  prefetches,
  readCompletionSettings,
  triggers,
} from '../../../src/editor/completion/settings/completionSettings';
import { settingKeys, settingsSection } from '../../../src/engine/config/settings/settingKeys';
import { boundaries, defaultPolicy, midAnswers } from '../../../src/engine/failover/api/policy';
import { unsetValues } from '../editor/completion/settings/unsetValues';
import { contributes, type Schema, settings, sources } from './manifest';

describe('the settings of the manifest', () => {
  it('are those of the code', () => {
    const keys = Object.values(settingKeys).map((key) => `${settingsSection}.${key}`);
    assert.deepEqual(Object.keys(settings).sort(), keys.sort());
  });

  it('have each a place of their own in their section', () => {
    for (const { properties } of contributes.configuration) {
      const places = Object.values(properties).map(({ order }) => order);
      assert.ok(places.length === 1 || !places.includes(undefined));
      assert.equal(new Set(places).size, places.length, Object.keys(properties).join());
    }
  });

  it('are each read in the code, and no other is', () => {
    for (const name of Object.keys(settingKeys)) assert.match(sources, new RegExp(`\\bsettingKeys\\.${name}\\b`), name);
    const sections = [...sources.matchAll(/getConfiguration\(\s*([^\s,)]*)/g)].map(([, section]) => section);
    const expected = ['copilotSection', 'filesSection', 'networkSection', 'settingsSection'];
    assert.deepEqual([...new Set(sections)].sort(), expected);
  });

  it('cannot be given by a workspace where they say where code goes or how often it is sent', () => {
    assert.equal(settings['everpair.providers']?.scope, 'application');
    const completions = ['provider', 'maxLatency', 'localRace', 'prefetch', 'delay'].map((key) => `completions.${key}`);
    for (const key of ['brokenAnswer', 'maxRequestCost', 'budgets', 'hedgeChat', 'prices', ...completions]) {
      assert.equal(settings[`everpair.${key}`]?.scope, 'application', key);
    }
  });

  it('can be narrowed by a workspace where they say what completions do in a language', () => {
    assert.equal(settings['everpair.completions.enabled']?.scope, 'resource');
    for (const key of ['trigger', 'multiline']) {
      assert.equal(settings[`everpair.completions.${key}`]?.scope, 'language-overridable', key);
    }
  });

  it('let a workspace and each of its folders have a boundary of their own, and exclude files', () => {
    assert.equal(settings['everpair.boundary']?.scope, 'resource');
    assert.equal(settings['everpair.allowedHosts']?.scope, 'resource');
    assert.equal(settings['everpair.exclude']?.scope, 'resource');
    assert.deepEqual(settings['everpair.exclude'].default, {});
  });

  it('offer the values that the code knows, with the default that the code has', () => {
    assert.deepEqual(settings['everpair.boundary']?.enum, boundaries);
    assert.deepEqual(settings['everpair.brokenAnswer']?.enum, midAnswers);
    const defaults = ['boundary', 'brokenAnswer', 'maxRequestCost', 'hedgeChat'].map(
      (key) => settings[`everpair.${key}`]?.default,
    );
    const { boundary, midAnswer, maxRequestCost = null, hedgeChat } = defaultPolicy;
    assert.deepEqual(defaults, [boundary, midAnswer, maxRequestCost, hedgeChat]);
  });

  it('offer the values that completions know, with the defaults that they have', () => {
    const own = (key: string): Schema | undefined => settings[`everpair.completions.${key}`];
    assert.deepEqual(own('trigger')?.enum, triggers);
    assert.deepEqual([...(own('multiline')?.enum ?? [])].sort(), [...multilines].sort());
    assert.deepEqual(own('prefetch')?.enum, prefetches);
    const byDefault: CompletionValues = {
      ...unsetValues,
      enabledByDefault: own('enabled')?.default,
      trigger: { user: own('trigger')?.default, narrowing: [] },
      multiline: { user: own('multiline')?.default, narrowing: [] },
      provider: own('provider')?.default,
      maxLatency: own('maxLatency')?.default,
      localRace: own('localRace')?.default,
      prefetch: own('prefetch')?.default,
      delay: own('delay')?.default,
    };
    const { settings: usual, problems } = readCompletionSettings(byDefault, 'go');
    assert.deepEqual(problems, []);
    assert.deepEqual(usual, readCompletionSettings(unsetValues, 'go').settings);
  });

  for (const key of ['delay', 'maxLatency'] as const) {
    it(`let ${key} be what the code takes, to the millisecond`, () => {
      const { minimum = NaN, maximum = NaN } = settings[`everpair.completions.${key}`] ?? {};
      const read = (value: number): number =>
        readCompletionSettings({ ...unsetValues, [key]: value }, 'go').problems.length;
      assert.deepEqual([minimum - 1, minimum, maximum, maximum + 1].map(read), [1, 0, 0, 1]);
    });
  }

  it('have no default chain, so that the code can tell who has set none', () => {
    assert.equal('default' in (settings['everpair.providers'] ?? {}), false);
  });

  it('complete nothing by themselves in prose and commit messages', () => {
    assert.deepEqual(settings['everpair.completions.enabled']?.default, {
      '*': true,
      plaintext: false,
      markdown: false,
      scminput: false,
    });
  });
});
