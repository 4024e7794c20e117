import type { ProviderConfig } from '../model/providerConfig';
import { readBaseUrl, withScheme } from '../providers/http/baseUrl';
import type { ProviderDescriptor } from '../providers/descriptor/providerDescriptor';
import { descriptors } from '../providers/registry/descriptors';
import { trustOf } from '../providers/catalogue/trust';
import { redact } from '../privacy/redaction/credentials';
import { isSecretHeader, keyPlaceholder } from '../providers/http/keyHeaders';
import { shortened, shortHost } from '../model/text/shortened';
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
  'model',
  'completionModel',
  'baseUrl',
  'apiKeyEnv',
  'label',
  'headers',
  'enabled',
  'contextWindow',
  'maxOutputTokens',
];

/** Checks the value of `everpair.providers`. Pure: takes any value from the settings file. */
export function readProviders(value: unknown, among: readonly ProviderDescriptor[] = descriptors): ProviderSettings {
  if (!Array.isArray(value)) {
    return { configs: [], problems: [problem('everpair.providers must be a list of providers, [ { … }, … ].')] };
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
    return problem(`${place} must be an object with at least "id", "type" and "model".`);
  }
  const raw = entry as Record<string, unknown>;
  const unknown = Object.keys(raw).find((key) => !fields.includes(key));
  if (unknown !== undefined)
    return problem(`${place} has an unknown field "${shortened(unknown)}". There are: ${fields.join(', ')}.`);
  for (const [key, most] of Object.entries(longest)) {
    const found = raw[key];
    if (found === undefined) continue;
    if (typeof found !== 'string' || found.trim() === '') {
      return problem(`${place}.${key} must be a text that is not empty.`);
    }
    if (found.length > most) return problem(`${place}.${key} is longer than ${most} characters.`);
  }
  for (const key of ['contextWindow', 'maxOutputTokens']) {
    const found = raw[key];
    if (found !== undefined && !(Number.isSafeInteger(found) && (found as number) >= fewestTokens)) {
      return problem(`${place}.${key} must be a whole number of tokens, ${fewestTokens} at least.`);
    }
  }
  const { contextWindow, maxOutputTokens } = raw as Tokens;
  const { id, type, model, completionModel, baseUrl, apiKeyEnv, label, headers = {}, enabled = true } = raw as Texts;
  if (id === undefined) return problem(`${place} has no "id". Give it a short name of its own, such as "claude".`);
  if (!/^[\w.-]+$/.test(id)) {
    return problem(`${place}.id "${id}" may have letters, digits, ".", "_" and "-" only.`);
  }
  if (ids.has(id)) return problem(`${place}.id "${id}" is taken by an entry before it. Ids must differ.`);
  const descriptor = among.find((each) => each.type === type);
  if (!descriptor) {
    return problem(`${place}.type must be one of ${among.map((each) => `"${each.type}"`).join(', ')}.`);
  }
  if (model === undefined) return problem(`${place} has no "model". Name the model for chat.`);
  if (typeof enabled !== 'boolean') return problem(`${place}.enabled must be true or false.`);
  if (apiKeyEnv !== undefined && !/^[A-Za-z_]\w*$/.test(apiKeyEnv)) {
    return problem(`${place}.apiKeyEnv must be the name of an environment variable, not a key.`);
  }
  const wrongHeaders = headerProblem(headers, place);
  if (wrongHeaders) return wrongHeaders;
  if ((baseUrl ?? descriptor.baseUrl) === undefined) {
    return problem(`${place} needs a "baseUrl", such as "http://localhost:8000/v1".`);
  }
  const wrongUrl = baseUrl === undefined ? undefined : urlProblem(baseUrl, place);
  if (wrongUrl) return wrongUrl;
  return {
    id,
    type: descriptor.type,
    model,
    ...(completionModel === undefined ? {} : { completionModel }),
    ...(baseUrl === undefined ? {} : { baseUrl: readBaseUrl(descriptor.address, baseUrl) }),
    ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
    // A type without a host of its own stands for many, which the user's names tell apart.
    label: label ?? (descriptor.baseUrl === undefined ? id : descriptor.label),
    headers: headers as Record<string, string>,
    enabled,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  };
}

const fewestTokens = 256;

/** Characters of each text at most: all but the last are shown in sentences, where nothing longer can be read. */
const longest = { id: 60, type: 60, label: 60, model: 200, completionModel: 200, apiKeyEnv: 100, baseUrl: 2_000 };

type Tokens = Partial<Record<'contextWindow' | 'maxOutputTokens', number>>;

type Texts = Partial<
  Record<'id' | 'type' | 'model' | 'completionModel' | 'baseUrl' | 'apiKeyEnv' | 'label', string>
> & {
  headers?: unknown;
  enabled?: unknown;
};

function urlProblem(text: string, place: string): SettingProblem | undefined {
  const where = `${place}.baseUrl`;
  const baseUrl = withScheme(text);
  if (!URL.canParse(baseUrl))
    return problem(`${where} "${shortened(text)}" is not a URL. It looks like "https://host/v1".`);
  const url = new URL(baseUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return problem(`${where} must begin with http:// or https://.`);
  if (url.username !== '' || url.password !== '') {
    return problem(`${where} must not hold a user name or password. Use Everpair: Set API Key…`);
  }
  if (url.protocol === 'http:' && trustOf(url.hostname) === 'cloud') {
    return problem(
      `${where} must use https: your code and key would travel readable for everyone to ${shortHost(url.host)}.`,
    );
  }
  return undefined;
}

function headerProblem(headers: unknown, place: string): SettingProblem | undefined {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    return problem(`${place}.headers must be an object of texts, { "X-Team": "compilers" }.`);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name))
      return problem(`${place}.headers has no valid header name "${shortened(name)}".`);
    if (typeof value !== 'string' || /[\r\n]/.test(value))
      return problem(`${place}.headers."${shortened(name)}" must be one line of text.`);
    const isKeyed = value.includes(keyPlaceholder);
    if ((isSecretHeader(name) && !isKeyed) || (!isKeyed && redact(value) !== value)) {
      return problem(
        `${place}.headers must not hold the credential "${shortened(name)}". Use Everpair: Set API Key…; where the host wants the key in this header, write "${keyPlaceholder}" in its place.`,
      );
    }
  }
  return undefined;
}

function problem(message: string): SettingProblem {
  return { key: settingKeys.providers, message };
}
