import * as l10n from '@vscode/l10n';
import { accountsOf } from '../account/accounts';
import { keyOrigin } from '../account/keyOrigin';
import { FieldLedger } from '../ledger';
import type { FoundModel, KeyOrigin, Reading, SourceText } from '../reading';
import { entriesAt, textAt, valueAt } from '../source/access';
import { parseDotenv } from '../source/dotenvSource';
import { type Fields, fieldsOf, type Parsed } from '../source/parsed';
import type { Path } from '../source/path';
import { rootFields } from '../source/rootFields';
import { parseYaml } from '../source/yamlSource';
import { vendorNamed } from '../vendors/vendors';
import { aiderReasons } from './aiderReasons';
import { unread } from './unread';

/** A value, and where it stands in the files. */
interface Placed {
  readonly text: string;
  readonly place: Path;
}

/** Where the second file stands among the parts of the first. */
const envFile = '.env';

/**
 * `.aider.conf.yml` and the `.env` beside it; one may be absent. Source: https://aider.chat/docs/config/aider_conf.html,
 * https://aider.chat/docs/config/dotenv.html and https://aider.chat/docs/llms.html
 */
export async function readAider(
  conf: SourceText | undefined,
  env: SourceText | undefined,
): Promise<readonly Reading[]> {
  const path = (conf ?? env)?.path;
  if (path === undefined) return [];
  const unreadable: Reading[] = [];
  const part = (source: SourceText | undefined, parsed: Parsed): Fields => {
    const root = rootFields(parsed);
    if ('fields' in root) return root.fields;
    if (source) unreadable.push(unread('aider', source, root.problem));
    return fieldsOf([]);
  };
  const settings = part(conf, conf ? await parseYaml(conf.text) : { value: null });
  const variables = part(env, env ? parseDotenv(env.text) : { value: null });
  const value = fieldsOf([...entriesAt(settings), ...(env ? [[envFile, variables] as const] : [])]);
  return [...unreadable, readingOf(value, path)];
}

function readingOf(value: Fields, path: string): Reading {
  const ledger = new FieldLedger(value, aiderReasons);
  const variables = variablesOf(value);
  const named = placed(value, ['model']) ?? variables.get('AIDER_MODEL');
  const models: FoundModel[] = [];
  const chosen = named && modelOf(named, variables);
  if (named && !chosen)
    ledger.leave(named.place, l10n.t('It is a short name of aider for a model. Name the model itself.'));
  if (chosen) models.push(chosen);
  // Keys of others: with the models that are usual for them.
  for (const [variable, { text, place }] of variables) {
    const vendor = /^(\w+)_API_KEY$/.exec(variable)?.[1]?.toLowerCase();
    if (vendor === undefined || chosen?.places.key === place) continue;
    const known = vendorNamed(vendor);
    if (known && chosen && vendorNamed(chosen.vendor) === known) continue;
    models.push({ vendor, use: 'chat', key: keyOrigin(text), places: { key: place } });
  }
  const accounts = accountsOf(models, ledger);
  return { tool: 'aider', path, accounts, ...ledger.close() };
}

/** What aider would have in its environment: its options for keys and addresses, `set-env`, and the `.env`. */
function variablesOf(value: Fields): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  const add = (name: string, text: string | undefined, place: Path): void => {
    if (text !== undefined && text !== '' && !found.has(name)) found.set(name, { text, place });
  };
  for (const [option, variable] of [
    ['openai-api-key', 'OPENAI_API_KEY'],
    ['anthropic-api-key', 'ANTHROPIC_API_KEY'],
    ['openai-api-base', 'OPENAI_API_BASE'],
  ] as const)
    add(variable, textAt(value, option), [option]);
  for (const { text, place } of [...listOf(value, 'api-key'), ...listOf(value, 'set-env')]) {
    const [, name = '', given = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
    add(place[0] === 'api-key' ? `${name.toUpperCase().replaceAll('-', '_')}_API_KEY` : name, given, place);
  }
  for (const [name] of entriesAt(value, envFile)) add(name, textAt(value, envFile, name), [envFile, name]);
  return found;
}

function listOf(value: Fields, option: string): readonly Placed[] {
  const given = valueAt(value, option);
  if (typeof given === 'string') return [{ text: given, place: [option] }];
  const all = Array.isArray(given) ? (given as readonly unknown[]) : [];
  return all.flatMap((text, index) => (typeof text === 'string' ? [{ text, place: [option, index] }] : []));
}

function placed(value: Fields, path: readonly string[]): Placed | undefined {
  const text = textAt(value, ...path);
  return text === undefined ? undefined : { text, place: path };
}

/** A model by its name for LiteLLM, `vendor/model`; a few are known without. Undefined for a short name of aider's. */
function modelOf({ text, place }: Placed, variables: ReadonlyMap<string, Placed>): FoundModel | undefined {
  const [, prefix, rest] = /^([\w.-]+)\/(.+)$/.exec(text) ?? [];
  const vendor =
    prefix ?? (/^(?:gpt-|o\d|chatgpt-)/.test(text) ? 'openai' : /^claude-/.test(text) ? 'anthropic' : undefined);
  if (vendor === undefined) return undefined;
  const upper = vendor
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '_')
    .replace('OLLAMA_CHAT', 'OLLAMA');
  const key = variables.get(`${upper}_API_KEY`) ?? variables.get(vendorNamed(vendor)?.apiKeyEnv ?? '');
  const base = variables.get(`${upper}_API_BASE`);
  const version = vendor === 'azure' ? variables.get('AZURE_API_VERSION') : undefined;
  return {
    vendor,
    model: rest ?? text,
    use: 'chat',
    ...(key ? { key: originOf(key) } : {}),
    ...(base ? { baseUrl: base.text } : {}),
    ...(version ? { apiVersion: version.text } : {}),
    places: {
      model: place,
      ...(key ? { key: key.place } : {}),
      ...(base ? { baseUrl: base.place } : {}),
      ...(version ? { apiVersion: version.place } : {}),
    },
  };
}

function originOf({ text }: Placed): KeyOrigin | undefined {
  return keyOrigin(text);
}
