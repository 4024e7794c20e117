import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type ImportPlaces, loadImporter, type PlannedReading } from '../../../engine/setup';
import { copilotSection } from '../../ids';
import { settingLevels } from '../../settings/settingLevels';
import { sourceReader, thereBelow } from '../sourceFiles';

/** What was found of other tools. */
export interface Found {
  readonly readings: readonly PlannedReading[];
  /** As people know them. */
  readonly inPlace: readonly string[];
  readonly unreadRules: readonly string[];
  /** A folder of the user's own prompts, as a setting has it. */
  readonly prompts: string | undefined;
}

/** Looks where other tools keep their settings. In a workspace only where it is trusted. Makes no request. */
export async function findSettings(globalStorage: vscode.Uri): Promise<Found> {
  const importer = loadImporter();
  const home = slashes(homedir());
  const shown = (file: string): string => importer.shownFile(file, home);
  const places = placesOf(home, globalStorage);
  const read = sourceReader(shown, importer.largeFile);
  const readings = [...(await importer.readEverything(places, read)), ...(await copilotReadings())];
  const { rulesInPlace, otherRules, otherOwnRules, ownPrompts } = importer;
  const inPlace = await Promise.all(places.folders.map((folder) => thereBelow(folder, rulesInPlace)));
  const unread = await Promise.all(places.folders.map((folder) => thereBelow(folder, otherRules)));
  const ownUnread = await thereBelow(home, otherOwnRules);
  const [prompts] = await thereBelow(home, [ownPrompts]);
  return {
    readings,
    inPlace: inPlace.flat(),
    unreadRules: [...unread.flat(), ...ownUnread.map((name) => `~/${name}`)],
    prompts: prompts === undefined ? undefined : `~/${prompts}`,
  };
}

function placesOf(home: string, globalStorage: vscode.Uri): ImportPlaces {
  const { isTrusted, workspaceFolders = [] } = vscode.workspace;
  const folders = isTrusted ? workspaceFolders.filter(({ uri }) => uri.scheme === 'file') : [];
  return {
    home,
    // The storage of an extension lies in `globalStorage` in the folder of the user's settings.
    user: slashes(path.dirname(path.dirname(globalStorage.fsPath))),
    configHome: slashes(process.env['XDG_CONFIG_HOME'] ?? `${home}/.config`),
    dataHome: slashes(process.env['XDG_DATA_HOME'] ?? `${home}/.local/share`),
    folders: folders.map(({ uri }) => slashes(uri.fsPath)),
  };
}

/** Models of the user's own in Copilot's settings, as they were before it had a file. Not a workspace's. */
async function copilotReadings(): Promise<readonly PlannedReading[]> {
  const key = 'customOAIModels';
  const value = settingLevels(vscode.workspace.getConfiguration(copilotSection).inspect(key)).user;
  if (typeof value !== 'object' || value === null) return [];
  const source = { path: `${copilotSection}.${key}`, text: JSON.stringify(value) };
  return [{ ...(await loadImporter().readCopilotSetting(source)), isOwn: true }];
}

function slashes(file: string): string {
  return file.replaceAll('\\', '/');
}
