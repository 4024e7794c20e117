import * as l10n from '@vscode/l10n';
import { Configuration } from '../engine/config';
import { createEngine, type ProviderManager } from '../engine/failover';
import type { Log } from '../engine/model';
import { RedactingLog } from '../engine/privacy';
import { LateDatabase, RecordDatabase } from '../engine/storage';
import { consentWith, hostsOf, terminalQuestion } from './configuration/consent';
import { ConsentFile } from './configuration/consentFile';
import { fileSettings } from './configuration/fileSettings';
import { type FolderSettings, folderSettings } from './configuration/folderSettings';
import { stateFolder } from './configuration/places';
import { type UserSettings, userSettings } from './configuration/userSettings';
import type { CliHost } from './host';
import type { Reporter } from './output/reporter';

export interface SessionOptions {
  /** Value of `--config`. */
  readonly config: string | undefined;
  readonly yesSendTo: readonly string[];
}

/** The engine with this user's settings, for one run. */
export interface Session {
  readonly manager: ProviderManager;
  readonly log: Log;
  readonly settings: UserSettings;
  readonly folders: FolderSettings;
  /** What is learned of providers outlives the run. */
  readonly isKept: () => boolean;
  /** Awaited before the first request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly close: () => void;
}

const databaseName = 'everpair.db';

/** Throws `Ended` for a configuration that is wrong. */
export async function openSession(
  host: CliHost,
  { config, yesSendTo }: SessionOptions,
  reporter: Reporter,
): Promise<Session> {
  const settings = await userSettings(host, config);
  const folders = await folderSettings(host.folder, settings.origin.path);
  const hosts = [
    ...hostsOf(yesSendTo, '--yes-send-to'),
    ...hostsOf(
      (host.environment['EVERPAIR_YES_SEND_TO'] ?? '').split(/[\s,]+/).filter(Boolean),
      'EVERPAIR_YES_SEND_TO',
    ),
    ...hostsOf(settings.consent, settings.origin.path ?? ''),
  ];
  for (const problem of [...settings.problems, ...folders.problems]) reporter.note(problem);
  const log = new RedactingLog(logTo(reporter));
  const { clock } = host;
  const folder = settings.recordFolder;
  const database = new LateDatabase({ file: { folder, name: databaseName }, clock, log }, Promise.resolve());
  const records = new RecordDatabase({ database, folder, clock, log });
  const configuration = new Configuration({
    settings: fileSettings(settings.values, folders.values),
    secrets: noSecrets,
    signIn: { token: () => Promise.resolve(undefined), onDidChange: nothingChanges },
    consentPrompt: terminalQuestion(host),
    consentMemory: new ConsentFile(stateFolder(host), log),
    environment: settings.environment,
    environmentIsUsers: true,
    fetch: host.fetch,
    clock,
    log,
    onKey: (key) => log.hide(key),
    onProblems: (_part, problems) => {
      for (const { message } of problems) reporter.note(message);
    },
  });
  const engine = createEngine({
    clock,
    random: Math.random,
    log,
    consent: consentWith(hosts, configuration.consent),
    policy: () => configuration.policy,
    records,
  });
  const { manager } = engine;
  const chain = configuration.onDidChangeChain((links) => manager.setChain(links));
  configuration.start();
  return {
    manager,
    log,
    settings,
    folders,
    isKept: () => database.current?.isKept ?? false,
    prepare: async (signal) => {
      await Promise.all([configuration.prepare(signal), records.ready]);
      if (database.current?.isKept !== true)
        reporter.detail(
          l10n.t('What is known of providers is not kept: {0} cannot be used, or this Node has no SQLite.', folder),
        );
    },
    close: () => {
      for (const part of [chain, engine, configuration, records, database]) part.dispose();
    },
  };
}

function logTo(reporter: Reporter): Log {
  const tell = (line: string): void => reporter.detail(line);
  return { debug: () => undefined, info: tell, warn: tell, error: tell };
}

function nothingChanges(): { dispose(): void } {
  return { dispose: () => undefined };
}

/** Keys come from the environment alone: what VS Code keeps in its secret storage is for its extensions only. */
const noSecrets = {
  get: () => Promise.resolve(undefined),
  store: () => Promise.reject(new Error('There is no secret storage.')),
  delete: () => Promise.resolve(),
  onDidChange: nothingChanges,
};
