import { existsSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { settingKeys, settingsSection } from '../../engine/config';
import type { CliHost } from '../host';
import { usageProblem } from '../output/exitCodes';
import { type JsonFile, readJsonFile } from './jsonFile';
import { editorFolders, stateFolder, userConfigFile } from './places';

/** What the user has set, all of it from one place. */
export interface UserSettings {
  readonly origin: { readonly kind: 'file' | 'vscode' | 'environment'; readonly path?: string };
  /** By the keys of `settingKeys`. */
  readonly values: JsonFile;
  /** Hosts that code may be sent to without a question, as they are written. */
  readonly consent: readonly unknown[];
  /** Where what is learned of providers is kept, together with the windows of VS Code where they have the same settings. */
  readonly recordFolder: string;
  /** The environment, with the proxies that VS Code's settings name. */
  readonly environment: CliHost['environment'];
  /** For a person. */
  readonly problems: readonly string[];
}

/** The settings that mean something here. */
const keys = [
  settingKeys.providers,
  settingKeys.boundary,
  settingKeys.allowedHosts,
  settingKeys.brokenAnswer,
  settingKeys.maxRequestCost,
  settingKeys.budgets,
  settingKeys.prices,
  settingKeys.hedgeChat,
  settingKeys.exclude,
  settingKeys.commitInstructions,
  settingKeys.reviewInstructions,
] as const;

const consentKey = 'consent';
const extensionId = 'everpair.everpair';

/**
 * The first there is of: the file that `--config` or EVERPAIR_CONFIG names, the user's own file, VS Code's user settings, nothing but the
 * environment. No file of the folder: whoever can write there could send code and keys to a host of theirs.
 */
export async function userSettings(host: CliHost, named: string | undefined): Promise<UserSettings> {
  const given = named ?? host.environment['EVERPAIR_CONFIG'];
  if (given !== undefined && given !== '') {
    const file = path.resolve(host.folder, given);
    const values = await readJsonFile(file);
    if (!values) throw usageProblem(l10n.t('There is no file {0}.', file));
    return fromFile(host, file, values);
  }
  const own = userConfigFile(host);
  const values = await readJsonFile(own);
  if (values) return fromFile(host, own, values);
  return (await fromEditor(host)) ?? { ...bare(host), origin: { kind: 'environment' }, values: {} };
}

function bare(host: CliHost): Omit<UserSettings, 'origin' | 'values'> {
  return { consent: [], recordFolder: stateFolder(host), environment: host.environment, problems: [] };
}

function fromFile(host: CliHost, file: string, values: JsonFile): UserSettings {
  const known: readonly string[] = [...keys, consentKey, '$schema'];
  const problems = Object.keys(values)
    .filter((key) => !known.includes(key))
    .map((key) => l10n.t('{0}: "{1}" is no setting of the command line.', file, key));
  const consent = values[consentKey] ?? [];
  if (!Array.isArray(consent)) throw usageProblem(l10n.t('{0}: "consent" must be a list of hosts.', file));
  return { ...bare(host), origin: { kind: 'file', path: file }, values, consent, problems };
}

/** The edition of VS Code that has Everpair; the first one where several have. */
async function fromEditor(host: CliHost): Promise<UserSettings | undefined> {
  for (const folder of editorFolders(host)) {
    const file = path.join(folder, 'settings.json');
    const storage = path.join(folder, 'globalStorage', extensionId);
    const isInstalled = existsSync(storage);
    const all = await readJsonFile(file);
    const values = all && sectionOf(all);
    if (!isInstalled && (!values || Object.keys(values).length === 0)) continue;
    return {
      ...bare(host),
      origin: { kind: 'vscode', path: file },
      values: values ?? {},
      recordFolder: storage,
      environment: withProxies(host.environment, all ?? {}),
    };
  }
  return undefined;
}

function sectionOf(all: JsonFile): JsonFile {
  const start = `${settingsSection}.`;
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (key.startsWith(start) ? [[key.slice(start.length), value]] : [])),
  );
}

/** The proxy of VS Code's settings goes before that of the environment, as it does there. */
function withProxies(environment: CliHost['environment'], all: JsonFile): CliHost['environment'] {
  const proxy = all['http.proxy'];
  const noProxy = all['http.noProxy'];
  const isSet = typeof proxy === 'string' && proxy.trim() !== '';
  const exempt = Array.isArray(noProxy) ? noProxy.filter((each) => typeof each === 'string') : [];
  return {
    ...environment,
    ...(isSet ? { https_proxy: proxy, HTTPS_PROXY: proxy, http_proxy: proxy, HTTP_PROXY: proxy } : {}),
    ...(exempt.length > 0 ? { no_proxy: exempt.join(','), NO_PROXY: exempt.join(',') } : {}),
  };
}
