import * as vscode from 'vscode';
import { registerChat } from './editor/chat';
import { registerCompletions } from './editor/completion';
import { RedactingLog } from './editor/settings/redactingLog';
import { Settings } from './editor/settings';
import { StoreFile } from './editor/settings/storeFile';
import { registerStatus } from './editor/status';
import { createHealth } from './failover/healthRegistry';
import { createLatency } from './failover/latency';
import { createProviderManager } from './failover/manager';
import { createNetwork } from './failover/network';
import { createRetryBudget } from './failover/retryBudget';
import { WarmStandby } from './failover/warmStandby';
import { systemClock as clock } from './model/clock';

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
  const latency = createLatency({ clock, log, store: latencyFile });
  const network = createNetwork({ clock });
  const random = Math.random;
  const health = createHealth({ clock, random, log, latency, network, store: healthFile });
  const standby = new WarmStandby(clock, log);
  const settings: Settings = new Settings({ context, log, onKey: (key) => log.hide(key), manager: () => manager });
  const manager = createProviderManager({
    clock,
    random,
    log,
    health,
    latency,
    network,
    standby,
    budget: createRetryBudget({ clock }),
    consent: settings.consent,
    policy: () => settings.policy,
  });
  const { prepare } = settings;
  const showLog = (): void => channel.show();
  const forgetRefusals = (): Promise<void> => settings.consent.forgetRefusals();

  const surfaces: Record<string, () => vscode.Disposable> = {
    chat: () => registerChat({ context, manager, prepare, log }),
    completions: () => registerCompletions({ context, manager, prepare, log }),
    status: () => registerStatus({ context, manager, prepare, log, showLog, forgetRefusals }),
  };
  context.subscriptions.push(channel, settings, manager, standby, network, health, latency, latencyFile, healthFile);
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
