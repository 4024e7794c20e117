import * as l10n from '@vscode/l10n';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { readBaseUrl, withScheme } from '../../providers/http/baseUrl';
import type { OwnField, ProviderDescriptor } from '../../providers/descriptor/providerDescriptor';
import { descriptors } from '../../providers/registry/descriptors';
import type { Preset } from '../../providers/catalogue/presets/preset';
import { closedServices, presetOf, presets } from '../../providers/catalogue/presets/presets';
import { trustOf } from '../../providers/catalogue/trust';
import { redact } from '../../privacy/redaction/credentials';
import { isSecretHeader, keyPlaceholder } from '../../providers/http/keyHeaders';
import { shortened, shortHost } from '../../model/text/shortened';
import { ownFields, readOwnFields } from './ownFields';
import { certificateFields, type CertificateFiles, certificateFiles, certificateProblem } from './certificateFiles';
import { fewestTokens, readModelFacts } from './modelFacts';
import { settingKeys } from './settingKeys';
import type { SettingProblem } from './settingProblem';

export interface ProviderSettings {
  /** Every entry that is right, in order; the wrong ones are left out. */
  readonly configs: readonly ProviderConfig[];
  readonly problems: readonly SettingProblem[];
}

const fields = [
  'id',
  'type',
  'preset',
  'model',
  'completionModel',
  'baseUrl',
  'apiKeyEnv',
  'label',
  'headers',
  'enabled',
  'contextWindow',
  'maxOutputTokens',
  'models',
  ...ownFields,
  ...certificateFields,
];

/** Checks the value of `everpair.providers`. Pure: takes any value from the settings file. */
export function readProviders(value: unknown, among: readonly ProviderDescriptor[] = descriptors): ProviderSettings {
  if (!Array.isArray(value)) {
    return {
      configs: [],
      problems: [problem(l10n.t('everpair.providers must be a list of providers, [ { … }, … ].'))],
    };
  }
  const configs: ProviderConfig[] = [];
  const problems: SettingProblem[] = [];
  const ids = new Set<string>();
  for (const [index, entry] of (value as readonly unknown[]).entries()) {
    const result = readEntry(entry, `everpair.providers[${index}]`, ids, among);
    if ('message' in result) problems.push(result);
    else {
      ids.add(result.id);
      configs.push(result);
    }
  }
  return { configs, problems };
}

function readEntry(
  entry: unknown,
  place: string,
  ids: ReadonlySet<string>,
  among: readonly ProviderDescriptor[],
): ProviderConfig | SettingProblem {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return problem(l10n.t('{0} must be an object with at least "id", "type" and "model".', place));
  }
  const raw = entry as Record<string, unknown>;
  const unknown = Object.keys(raw).find((key) => !fields.includes(key));
  if (unknown !== undefined)
    return problem(
      l10n.t('{0} has an unknown field "{1}". There are: {2}.', place, shortened(unknown), fields.join(', ')),
    );
  for (const [key, most] of Object.entries(longest)) {
    const found = raw[key];
    if (found === undefined) continue;
    if (typeof found !== 'string' || found.trim() === '') {
      return problem(l10n.t('{0}.{1} must be a text that is not empty.', place, key));
    }
    if (found.length > most) return problem(l10n.t('{0}.{1} is longer than {2} characters.', place, key, most));
  }
  for (const key of ['contextWindow', 'maxOutputTokens']) {
    const found = raw[key];
    if (found !== undefined && !(Number.isSafeInteger(found) && (found as number) >= fewestTokens)) {
      return problem(l10n.t('{0}.{1} must be a whole number of tokens, {2} at least.', place, key, fewestTokens));
    }
  }
  const { contextWindow, maxOutputTokens } = raw as Tokens;
  const texts: Texts = raw;
  const { type, preset: presetId, baseUrl, apiKeyEnv, label, headers = {}, enabled = true } = texts;
  const preset = presetOf(presetId);
  const wrongPreset = presetProblem(texts, preset, place, among);
  if (wrongPreset) return wrongPreset;
  const { id = presetId, model = preset?.models?.chat, completionModel = preset?.models?.completion } = texts;
  if (id === undefined)
    return problem(l10n.t('{0} has no "id". Give it a short name of its own, such as "claude".', place));
  if (!/^[\w.-]+$/.test(id)) {
    return problem(l10n.t('{0}.id "{1}" may have letters, digits, ".", "_" and "-" only.', place, id));
  }
  if (ids.has(id)) return problem(l10n.t('{0}.id "{1}" is taken by an entry before it. Ids must differ.', place, id));
  const descriptor = among.find((each) => each.type === type);
  if (!descriptor) {
    return problem(l10n.t('{0}.type must be one of {1}.', place, among.map((each) => `"${each.type}"`).join(', ')));
  }
  if (model === undefined) return problem(l10n.t('{0} has no "model". Name the model for chat.', place));
  if (typeof enabled !== 'boolean') return problem(l10n.t('{0}.enabled must be true or false.', place));
  if (apiKeyEnv !== undefined && !/^[A-Za-z_]\w*$/.test(apiKeyEnv)) {
    return problem(l10n.t('{0}.apiKeyEnv must be the name of an environment variable, not a key.', place));
  }
  const own = readOwnFields(raw, descriptor);
  if (!own.ok) return problem(own.message(place));
  const wrongHeaders = headerProblem(headers, place);
  if (wrongHeaders) return wrongHeaders;
  if (descriptor.ownServer && baseUrl !== undefined) {
    return problem(
      l10n.t('{0}.baseUrl is not for "{1}", which Everpair itself runs on this machine.', place, descriptor.type),
    );
  }
  const keyVariable = apiKeyEnv ?? preset?.apiKeyEnv;
  const models = raw.models === undefined ? undefined : readModelFacts(raw.models, place);
  if (typeof models === 'string') return problem(models);
  const usualUrl = preset?.baseUrl ?? descriptor.baseUrl;
  if ((baseUrl ?? usualUrl) === undefined && !descriptor.placedBaseUrl) {
    const example = descriptor.baseUrlExample ?? 'http://localhost:8000/v1';
    return problem(l10n.t('{0} needs a "baseUrl", such as "{1}".', place, example));
  }
  const files = certificateFiles(raw);
  const wrongFiles = certificateProblem(files, place);
  if (wrongFiles !== undefined) return problem(wrongFiles);
  const wrongUrl = baseUrl === undefined ? undefined : urlProblem(baseUrl, place);
  if (wrongUrl) return wrongUrl;
  const given = baseUrl === undefined ? undefined : readBaseUrl(descriptor.address, baseUrl);
  const url = descriptor.placedBaseUrl?.(given, own.values) ?? given;
  return {
    id,
    type: descriptor.type,
    model,
    ...(completionModel === undefined ? {} : { completionModel }),
    ...(preset ? { preset: preset.id, baseUrl: preset.baseUrl } : {}),
    ...(url === undefined ? {} : { baseUrl: url }),
    ...(keyVariable === undefined ? {} : { apiKeyEnv: keyVariable }),
    // A type without a host of its own stands for many, which the user's names tell apart.
    label: label ?? preset?.label ?? (descriptor.baseUrl === undefined ? id : descriptor.label),
    headers: headers as Record<string, string>,
    enabled,
    ...(descriptor.placedBaseUrl ? {} : own.values),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(models === undefined ? {} : { models }),
    ...files,
  };
}

/** Characters of each text at most: all but the last are shown in sentences, where nothing longer can be read. */
const longest = {
  id: 60,
  type: 60,
  preset: 60,
  label: 60,
  model: 200,
  completionModel: 200,
  apiKeyEnv: 100,
  baseUrl: 2_000,
  ...Object.fromEntries(ownFields.map((field) => [field, 100])),
  caFile: 1_000,
  clientCertFile: 1_000,
  clientKeyFile: 1_000,
};

type Tokens = Partial<Record<'contextWindow' | 'maxOutputTokens', number>>;

type Texts = Partial<
  Record<'id' | 'type' | 'preset' | 'model' | 'completionModel' | 'baseUrl' | 'apiKeyEnv' | 'label' | OwnField, string>
> &
  CertificateFiles & {
    headers?: unknown;
    enabled?: unknown;
  };

/** A vendor's address is that of the table: its key would go with whatever else is written there. */
function presetProblem(
  { type, preset: id, baseUrl }: Texts,
  preset: Preset | undefined,
  place: string,
  among: readonly ProviderDescriptor[],
): SettingProblem | undefined {
  if (id === undefined) return undefined;
  const having = among.find((each) => each.hasPresets);
  if (type !== having?.type) {
    return problem(l10n.t('{0}.preset belongs to the type "{1}".', place, having?.type ?? ''));
  }
  const closed = closedServices.find((each) => each.id === id);
  if (closed) {
    return problem(
      l10n.t('{0}.preset: {1} was closed on {2}. Choose another provider.', place, closed.label, closed.on),
    );
  }
  if (!preset) {
    return problem(l10n.t('{0}.preset must be one of {1}.', place, presets.map((each) => `"${each.id}"`).join(', ')));
  }
  if (baseUrl !== undefined && !preset.isServer) {
    return problem(
      l10n.t(
        '{0} has a "preset" and a "baseUrl". {1} is at {2}, and its key is sent nowhere else. Take out one of both.',
        place,
        preset.label,
        preset.baseUrl,
      ),
    );
  }
  return undefined;
}

function urlProblem(text: string, place: string): SettingProblem | undefined {
  const where = `${place}.baseUrl`;
  const baseUrl = withScheme(text);
  if (!URL.canParse(baseUrl))
    return problem(l10n.t('{0} "{1}" is not a URL. It looks like "https://host/v1".', where, shortened(text)));
  const url = new URL(baseUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return problem(l10n.t('{0} must begin with http:// or https://.', where));
  if (url.username !== '' || url.password !== '') {
    return problem(l10n.t('{0} must not hold a user name or password. Use Everpair: Set API Key…', where));
  }
  if (url.protocol === 'http:' && trustOf(url.hostname) === 'cloud') {
    return problem(
      l10n.t(
        '{0} must use https: your code and key would travel readable for everyone to {1}.',
        where,
        shortHost(url.host),
      ),
    );
  }
  return undefined;
}

function headerProblem(headers: unknown, place: string): SettingProblem | undefined {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    return problem(l10n.t('{0}.headers must be an object of texts, { "X-Team": "compilers" }.', place));
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name))
      return problem(l10n.t('{0}.headers has no valid header name "{1}".', place, shortened(name)));
    if (typeof value !== 'string' || /[\r\n]/.test(value))
      return problem(l10n.t('{0}.headers."{1}" must be one line of text.', place, shortened(name)));
    const isKeyed = value.includes(keyPlaceholder);
    if ((isSecretHeader(name) && !isKeyed) || (!isKeyed && redact(value) !== value)) {
      return problem(
        l10n.t(
          '{0}.headers must not hold the credential "{1}". Use Everpair: Set API Key…; where the host wants the key in this header, write "{2}" in its place.',
          place,
          shortened(name),
          keyPlaceholder,
        ),
      );
    }
  }
  return undefined;
}

function problem(message: string): SettingProblem {
  return { key: settingKeys.providers, message };
}
