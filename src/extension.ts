import * as vscode from 'vscode';
import { registerChat } from './editor/chat';
import { registerCompletions } from './editor/completion';
import { useDisplayLanguage } from './editor/displayLanguage';
import { FilePrivacy } from './editor/privacy/filePrivacy';
import { registerRequests } from './editor/requests';
import { createConfiguration, registerSettings } from './editor/settings';
import { registerStatus } from './editor/status';
import { createEngine } from './engine/failover';
import { systemClock as clock } from './engine/model';
import { RedactingLog } from './engine/privacy';
import { StoreFile } from './engine/storage';

/** Wires everything together. Reads settings, and makes no request. */
export function activate(context: vscode.ExtensionContext): void {
  useDisplayLanguage();
  const channel = vscode.window.createOutputChannel('Everpair', { log: true });
  const log = new RedactingLog(channel);
  const folder = context.globalStorageUri.fsPath;
  // The disk waits until activation is over.
  const activated = new Promise<void>((resolve) => setImmediate(resolve));
  const healthFile = new StoreFile(folder, 'health.json', activated);
  const latencyFile = new StoreFile(folder, 'latency.json', activated);
  const learnedFile = new StoreFile(folder, 'learned.json', activated);
  const statisticsFile = new StoreFile(folder, 'completions.json', activated);
  const configuration = createConfiguration(context, log, (key) => log.hide(key));
  const { consent, prepare } = configuration;
  const engine = createEngine({
    clock,
    random: Math.random,
    log,
    consent,
    policy: () => configuration.policy,
    healthStore: healthFile,
    latencyStore: latencyFile,
    learnedStore: learnedFile,
  });
  const { manager } = engine;
  const privacy = new FilePrivacy(log, clock);
  const showLog = (): void => channel.show();
  const forgetRefusals = (): Promise<void> => consent.forgetRefusals();

  const surfaces: Record<string, () => vscode.Disposable> = {
    settings: () => registerSettings(configuration, manager),
    chat: () => registerChat({ context, manager, prepare, log, privacy }),
    completions: () =>
      registerCompletions({ context, manager, prepare, log, statisticsStore: statisticsFile, privacy }),
    requests: () => registerRequests(engine.recorder),
    status: () => registerStatus({ context, manager, prepare, log, showLog, forgetRefusals }),
  };
  context.subscriptions.push(
    channel,
    configuration,
    configuration.onDidChangeChain((links) => manager.setChain(links)),
    configuration.onDidChangeKey((providerId) => manager.resetHealth(providerId)),
    engine,
    privacy,
    ...[latencyFile, healthFile, learnedFile, statisticsFile],
  );
  for (const [name, register] of Object.entries(surfaces)) {
    // One surface that fails must not take the others with it.
    try {
      context.subscriptions.push(register());
    } catch (error) {
      log.error(`The ${name} could not start: ${String(error)}`);
    }
  }
  configuration.start();
}
