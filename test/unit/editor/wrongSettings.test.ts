import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type * as Enabled from '../../../src/editor/completion/settings/enabled';
import {
  type CompletionValues,
  readCompletionSettings,
} from '../../../src/editor/completion/settings/completionSettings';
import { readRulesSetting } from '../../../src/engine/chat/context/rules/rulesSetting';
import { readChatSettings } from '../../../src/engine/config/settings/chatSettings';
import { readInlineEditKey } from '../../../src/engine/config/settings/inlineEditKeySetting';
import { readEndpointSettings } from '../../../src/engine/config/settings/endpointSettings';
import { readLocalModelSettings } from '../../../src/engine/config/settings/localModelSettings';
import { readInstructions } from '../../../src/engine/config/settings/instructionsSetting';
import { readPolicy } from '../../../src/engine/config/settings/policySettings';
import { readPrices } from '../../../src/engine/config/settings/priceSettings';
import { readProviders } from '../../../src/engine/config/settings/providerSettings';
import { globMatcher } from '../../../src/engine/privacy/exclusions/exclusionGlobs';
import { loadWithEditor } from './vscodeStub';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: Schema | false;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { configuration: readonly { properties: Readonly<Record<string, Schema>> }[] };
};
const schemas: Readonly<Record<string, Schema>> = Object.fromEntries(
  contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
);

const long = 'x'.repeat(300_000);
const values: readonly unknown[] = [
  ...[null, true, false, 5, -1, 0.5, 1e308, '', 'text', 'any', long],
  ...[[], ['text'], [5], [null], [['text']], Array.from({ length: 3_000 }, () => null), [{}], [{ id: long }]],
  ...[{}, { a: 1 }, { a: null }, { '*': 'yes' }, { a: long }, { [long]: long }, { a: { a: { a: [] } } }],
];

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** As much of the schema's language as the package uses for what a value may be. */
function isValid(schema: Schema, value: unknown): boolean {
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  if (types && !types.includes(typeOf(value))) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (typeof value === 'number' && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))) {
    return false;
  }
  if (Array.isArray(value)) return value.every((each) => isValid(schema.items ?? {}, each));
  if (typeof value !== 'object' || value === null) return true;
  const { additionalProperties: others = {}, properties = {} } = schema;
  return Object.entries(value).every(([key, each]) => {
    const found = properties[key] ?? others;
    return found !== false && isValid(found, each);
  });
}

interface Read {
  /** What the user is told. */
  readonly told: readonly string[];
  /** What follows from the value, as far as it decides what is sent or spent. */
  readonly holds: unknown;
}

/** As the user's own value, or as that of a machine or a workspace beside the default. */
type Level = 'user' | 'narrowing';

const unset: CompletionValues = {
  enabled: { user: undefined, narrowing: [] },
  enabledByDefault: { '*': true },
  trigger: { user: undefined, narrowing: [] },
  multiline: { user: undefined, narrowing: [] },
  ...{ provider: undefined, maxLatency: undefined, localRace: undefined, prefetch: undefined, delay: undefined },
};

const toldBy = (problems: readonly { readonly message: string }[]): readonly string[] =>
  problems.map(({ message }) => message);

function policyWith(
  key: 'boundary' | 'allowedHosts' | 'brokenAnswer' | 'maxRequestCost' | 'budgets' | 'hedgeChat' | 'keepWarm',
  value: unknown,
  level: Level,
): Read {
  const none = { user: undefined, machine: undefined, workspace: undefined, folders: [] };
  const others = { brokenAnswer: undefined, maxRequestCost: undefined, hedgeChat: undefined };
  const isReach = key === 'boundary' || key === 'allowedHosts';
  const given = isReach ? { ...none, [level === 'user' ? 'user' : 'machine']: value } : value;
  const { policy, problems } = readPolicy({ ...others, boundary: none, [key]: given });
  const { midAnswer: brokenAnswer, ...rest } = policy;
  return { told: toldBy(problems), holds: { ...rest, brokenAnswer }[key] };
}

function chatWith(key: 'titles' | 'sendWhenBack' | 'promptsFolder', value: unknown): Read {
  const unset = { titles: undefined, sendWhenBack: undefined, promptsFolder: undefined };
  const { settings, problems } = readChatSettings({ ...unset, [key]: value });
  return { told: toldBy(problems), holds: settings[key] };
}

function localModelWith(key: 'mirror' | 'folder', value: unknown): Read {
  const { settings, problems } = readLocalModelSettings({ mirror: undefined, folder: undefined, [key]: value });
  return { told: toldBy(problems), holds: settings[key] };
}

function endpointWith(key: 'enabled' | 'port', value: unknown): Read {
  const { settings, problems } = readEndpointSettings({ enabled: undefined, port: undefined, [key]: value });
  return { told: toldBy(problems), holds: settings[key] };
}

function completionsWith(key: keyof CompletionValues, value: unknown, level: Level): Read {
  const isLayered = key === 'enabled' || key === 'trigger' || key === 'multiline';
  const layers = level === 'user' ? { user: value, narrowing: [] } : { user: undefined, narrowing: [value] };
  const { settings, problems } = readCompletionSettings({ ...unset, [key]: isLayered ? layers : value }, 'a');
  const { maxLatencyMs: maxLatency, delayMs: delay, ...rest } = settings;
  return { told: toldBy(problems), holds: { ...rest, maxLatency, delay, enabledByDefault: undefined }[key] };
}

function instructionsWith(key: string, value: unknown): Read {
  const { text, problems } = readInstructions(key, value);
  return { told: toldBy(problems), holds: text };
}

async function exclusionWith(value: unknown, level: Level): Promise<Read> {
  const layers = level === 'user' ? { user: [{}, value], narrowing: [] } : { user: [{}], narrowing: [value] };
  const matches = (await globMatcher([{ setting: 'everpair.exclude', anywhere: true, ...layers }], false))('a');
  return { told: matches.map(({ rule }) => rule), holds: matches.length > 0 };
}

/** For each setting: how it is read, what holds where it is not understood, and the levels at which it is read. */
const readers: Readonly<
  Record<
    string,
    readonly [(value: unknown, level: Level) => Read | Promise<Read>, least: unknown, levels: readonly Level[]]
  >
> = {
  'everpair.providers': [
    (value) => {
      const { configs, problems } = readProviders(value);
      return { told: toldBy(problems), holds: configs };
    },
    [],
    ['user'],
  ],
  'everpair.boundary': [(...read) => policyWith('boundary', ...read), 'local', ['user', 'narrowing']],
  'everpair.allowedHosts': [(...read) => policyWith('allowedHosts', ...read), [[]], ['user', 'narrowing']],
  'everpair.brokenAnswer': [(...read) => policyWith('brokenAnswer', ...read), 'stop', ['user']],
  'everpair.maxRequestCost': [(...read) => policyWith('maxRequestCost', ...read), 0, ['user']],
  'everpair.budgets': [(...read) => policyWith('budgets', ...read), new Map([['all', 0]]), ['user']],
  'everpair.prices': [
    (value) => {
      const { priceOf, problems } = readPrices(value);
      return { told: toldBy(problems), holds: priceOf('m') };
    },
    undefined,
    ['user'],
  ],
  'everpair.hedgeChat': [(...read) => policyWith('hedgeChat', ...read), false, ['user']],
  'everpair.chat.titles': [(value) => chatWith('titles', value), 'firstWords', ['user']],
  'everpair.chat.promptsFolder': [(value) => chatWith('promptsFolder', value), '', ['user']],
  'everpair.localModel.mirror': [(value) => localModelWith('mirror', value), undefined, ['user']],
  'everpair.localModel.keepWarm': [(...read) => policyWith('keepWarm', ...read), 'never', ['user']],
  'everpair.localModel.folder': [(value) => localModelWith('folder', value), undefined, ['user']],
  'everpair.endpoint.enabled': [(value) => endpointWith('enabled', value), false, ['user']],
  'everpair.endpoint.port': [(value) => endpointWith('port', value), undefined, ['user']],
  'everpair.chat.sendWhenBack': [(value) => chatWith('sendWhenBack', value), false, ['user']],
  'everpair.completions.enabled': [(...read) => completionsWith('enabled', ...read), false, ['user', 'narrowing']],
  'everpair.completions.trigger': [(...read) => completionsWith('trigger', ...read), 'manual', ['user', 'narrowing']],
  'everpair.completions.multiline': [
    (...read) => completionsWith('multiline', ...read),
    'never',
    ['user', 'narrowing'],
  ],
  'everpair.completions.provider': [(...read) => completionsWith('provider', ...read), undefined, ['user']],
  'everpair.completions.maxLatency': [(...read) => completionsWith('maxLatency', ...read), undefined, ['user']],
  'everpair.completions.localRace': [(...read) => completionsWith('localRace', ...read), false, ['user']],
  'everpair.completions.prefetch': [(...read) => completionsWith('prefetch', ...read), 'off', ['user']],
  'everpair.completions.delay': [(...read) => completionsWith('delay', ...read), undefined, ['user']],
  'everpair.chat.rules': [
    (value) => {
      const { isOn, problem } = readRulesSetting(value);
      return { told: problem === undefined ? [] : [problem], holds: isOn };
    },
    false,
    ['user'],
  ],
  'everpair.commitMessage.instructions': [
    (value) => instructionsWith('commitMessage.instructions', value),
    '',
    ['user'],
  ],
  'everpair.inlineEdit.key': [
    (value) => {
      const { use, problems } = readInlineEditKey(value);
      return { told: problems.map(({ message }) => message), holds: use };
    },
    'never',
    ['user'],
  ],
  'everpair.review.instructions': [(value) => instructionsWith('review.instructions', value), '', ['user']],
  'everpair.exclude': [exclusionWith, true, ['user', 'narrowing']],
};

/** Longer than any sentence that a notification shows. */
const longestMessage = 400;

/** Not as the schema has it, and understood all the same: one glob, a list of globs, and whatever is not false. */
function isUnderstood(key: string, value: unknown): boolean {
  if (key === 'everpair.completions.provider') return value === '';
  // Of another language.
  if (key === 'everpair.completions.enabled') return typeof value === 'object' && value !== null && long in value;
  if (key !== 'everpair.exclude') return false;
  if (typeof value === 'string' || Array.isArray(value))
    return [value].flat().every((each) => typeof each === 'string');
  return typeof value === 'object' && value !== null && !('a' in value);
}

describe('a wrong value of a setting', () => {
  for (const [key, schema] of Object.entries(schemas)) {
    const [read, least, levels] = readers[key] ?? [];
    for (const level of levels ?? ['user' as const]) {
      it(`of ${key}, ${level === 'user' ? 'the user’s' : 'a machine’s or a workspace’s'}, is told and allows the least`, async () => {
        assert.ok(read, 'a setting whose reading is not tried');
        let wrong = 0;
        for (const value of values) {
          const { told, holds } = await read(value, level);
          const what = JSON.stringify(value).slice(0, 80);
          assert.ok(
            told.every((message) => message.length <= longestMessage),
            what,
          );
          if (isValid(schema, value) || isUnderstood(key, value)) continue;
          wrong += 1;
          assert.deepEqual(holds, least, what);
          assert.ok(told.length > 0, what);
        }
        assert.ok(wrong > 10);
      });
    }
  }

  it('of a field of a provider is told in one short sentence, and the provider is left out', () => {
    const good = { id: 'a', type: 'openai-compatible', model: 'm', baseUrl: 'https://h.example/v1' };
    const fields = Object.entries(schemas['everpair.providers']?.items?.properties ?? {});
    assert.ok(fields.length > 10);
    for (const [field, schema] of fields) {
      for (const value of values) {
        const { configs, problems } = readProviders([{ ...good, [field]: value }]);
        assert.equal(configs.length + problems.length, 1, field);
        assert.ok((problems[0]?.message.length ?? 0) <= longestMessage, field);
        if (!isValid(schema, value)) assert.equal(configs.length, 0, `${field}: ${JSON.stringify(value).slice(0, 80)}`);
      }
    }
  });

  it('of whether completions are on is off in the status too', () => {
    let user: unknown;
    const editor = {
      workspace: { getConfiguration: () => ({ inspect: () => ({ defaultValue: { '*': true }, globalValue: user }) }) },
    };
    const { isEnabledByUser } = loadWithEditor(editor, () =>
      require('../../../src/editor/completion/settings/enabled'),
    ) as typeof Enabled;
    for (user of [...values, undefined]) {
      const layers = { user, narrowing: [] };
      const { settings } = readCompletionSettings({ ...unset, enabled: layers }, 'plain');
      assert.equal(isEnabledByUser(), settings.enabled, JSON.stringify([user]).slice(0, 80));
    }
  });
});
