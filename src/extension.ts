import * as vscode from 'vscode';
import { registerChat } from './editor/chat';
import { createSyntax, registerCompletions } from './editor/completion';
import { useDisplayLanguage } from './editor/displayLanguage';
import { createEdits } from './editor/edit';
import { registerCommitMessages } from './editor/edit/commit';
import { registerReview } from './editor/edit/review';
import { EndpointSurface } from './editor/endpoint';
import { registerLanguageModels, registerParticipant } from './editor/languageModel';
import { createLocalModel, registerLocalModel } from './editor/localModel';
import { registerLocalServers } from './editor/localServers';
import { FilePrivacy } from './editor/privacy/filePrivacy';
import { registerRequests } from './editor/requests';
import { createConfiguration, registerSettings } from './editor/settings';
import { registerSetup } from './editor/setup';
import { registerStatus } from './editor/status';
import { SharedCounts } from './engine/completion';
import { createEngine } from './engine/failover';
import { type Log, systemClock as clock } from './engine/model';
import { RedactingLog } from './engine/privacy';
import { LateDatabase, RecordDatabase } from './engine/storage';

/** Wires everything together. Reads settings, and makes no request. */
export function activate(context: vscode.ExtensionContext): void {
  useDisplayLanguage();
  const channel = vscode.window.createOutputChannel('Everpair', { log: true });
  const log = new RedactingLog(channel);
  // The disk waits until activation is over.
  const activated = new Promise<void>((resolve) => setImmediate(resolve));
  const database = windowDatabase(context, log, activated);
  const records = new RecordDatabase({ database, folder: context.globalStorageUri.fsPath, clock, log });
  const counts = new SharedCounts(records);
  const hide = (key: string): void => log.hide(key);
  const localModel = createLocalModel(context, log, hide);
  const configuration = createConfiguration(context, log, hide, localModel);
  const { consent, prepare } = configuration;
  const engine = createEngine({
    clock,
    random: Math.random,
    log,
    consent,
    policy: () => configuration.policy,
    records,
  });
  const { manager } = engine;
  const privacy = new FilePrivacy(log, clock);
  const syntax = createSyntax(context, log);
  const edits = createEdits({ manager, prepare, database, clock, privacy, syntax, log });
  const endpoint = new EndpointSurface({ context, manager, prepare, log, activated });
  const showLog = (): void => channel.show();
  const forgetRefusals = (): Promise<void> => consent.forgetRefusals();

  const surfaces: Record<string, () => vscode.Disposable> = {
    settings: () => registerSettings(configuration, manager),
    setup: () => registerSetup({ context, configuration, manager, log, activated }),
    localModel: () => registerLocalModel(localModel, log),
    localServers: () => registerLocalServers(configuration, log),
    chat: () => registerChat({ context, manager, prepare, log, privacy, database, apply: edits.answerApply }),
    completions: () => registerCompletions({ context, manager, prepare, log, counts, privacy, syntax }),
    commitMessages: () => registerCommitMessages({ manager, prepare, privacy, log }),
    edit: edits.register,
    review: () => registerReview({ manager, prepare, privacy, log, fileChanges: edits.fileChanges }),
    languageModels: () => registerLanguageModels({ context, manager, prepare, privacy, log }),
    participant: () => registerParticipant({ context, manager, prepare, privacy, log }),
    requests: () => registerRequests(engine.recorder),
    endpoint: () => endpoint.register(),
    status: () => registerStatus({ context, manager, prepare, log, endpoint, showLog, forgetRefusals }),
  };
  context.subscriptions.push(
    channel,
    configuration,
    configuration.onDidChangeChain((links) => manager.setChain(links)),
    configuration.onDidChangeKey((providerId) => manager.resetHealth(providerId)),
    engine,
    ...(localModel ? [localModel] : []),
    privacy,
  );
  for (const [name, register] of Object.entries(surfaces)) {
    // One surface that fails must not take the others with it.
    try {
      context.subscriptions.push(register());
    } catch (error) {
      log.error(`The ${name} could not start: ${String(error)}`);
    }
  }
  // Behind the surfaces, which still write when they end.
  context.subscriptions.push(counts, records, database);
  configuration.start();
}

/** An editor without a disk has it in memory. */
function windowDatabase(context: vscode.ExtensionContext, log: Log, ready: Promise<void>): LateDatabase {
  const { scheme, fsPath } = context.globalStorageUri;
  const file = scheme === 'file' ? { folder: fsPath, name: 'everpair.db' } : undefined;
  return new LateDatabase({ ...(file ? { file } : {}), clock, log }, ready);
}
