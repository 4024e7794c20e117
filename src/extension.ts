import { createEngine } from './engine/failover/createEngine';
import * as vscode from 'vscode';
import { registerChat } from './editor/chat';
import { registerCompletions } from './editor/completion';
import { FilePrivacy } from './editor/privacy/filePrivacy';
import { registerRequests } from './editor/requests';
import { RedactingLog } from './engine/privacy/redaction/redactingLog';
import { Settings } from './editor/settings';
import { StoreFile } from './engine/storage/storeFile';
import { registerStatus } from './editor/status';
import { systemClock as clock } from './engine/model/clock';

/** Wires everything together. Reads settings, and makes no request. */
export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Everpair', { log: true });
  const log = new RedactingLog(channel);
  const folder = context.globalStorageUri.fsPath;
  // The disk waits until activation is over.
  let begin: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (begin = resolve));
  const healthFile = new StoreFile(folder, 'health.json', ready);
  const latencyFile = new StoreFile(folder, 'latency.json', ready);
  const learnedFile = new StoreFile(folder, 'learned.json', ready);
  const statisticsFile = new StoreFile(folder, 'completions.json', ready);
  const settings: Settings = new Settings({ context, log, onKey: (key) => log.hide(key), manager: () => manager });
  let firstForCompletions: () => string | undefined = () => undefined;
  const engine = createEngine({
    clock,
    random: Math.random,
    log,
    consent: settings.consent,
    policy: () => ({ ...settings.policy, completionsFirst: firstForCompletions() }),
    healthStore: healthFile,
    latencyStore: latencyFile,
    learnedStore: learnedFile,
  });
  const { manager } = engine;
  const { prepare } = settings;
  const showLog = (): void => channel.show();
  const forgetRefusals = (): Promise<void> => settings.consent.forgetRefusals();

  const privacy = new FilePrivacy(log, clock);
  const surfaces: Record<string, () => vscode.Disposable> = {
    chat: () => registerChat({ context, manager, prepare, log, privacy }),
    completions: () => {
      const completions = registerCompletions({
        context,
        manager,
        prepare,
        log,
        statisticsStore: statisticsFile,
        privacy,
      });
      firstForCompletions = completions.firstProvider;
      return completions.registrations;
    },
    requests: () => registerRequests(engine.recorder),
    status: () => registerStatus({ context, manager, prepare, log, showLog, forgetRefusals }),
  };
  context.subscriptions.push(channel, settings, engine, privacy, latencyFile, healthFile, learnedFile, statisticsFile);
  for (const [name, register] of Object.entries(surfaces)) {
    // One surface that fails must not take the others with it.
    try {
      context.subscriptions.push(register());
    } catch (error) {
      log.error(`The ${name} could not start: ${String(error)}`);
    }
  }
  settings.start();
  setImmediate(begin);
}
