import * as vscode from 'vscode';
import type { Configuration } from '../../engine/config';
import type { Log } from '../../engine/model';
import { commandIds } from '../ids';
import { SetUpOllama } from './setUpOllama';

/** The command that finds, starts and fills local servers of models. */
export function registerLocalServers(configuration: Configuration, log: Log): vscode.Disposable {
  return vscode.commands.registerCommand(commandIds.setUpOllama, () =>
    new SetUpOllama(configuration.localServerSetup, log).run(),
  );
}
