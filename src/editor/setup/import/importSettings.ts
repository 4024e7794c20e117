import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Configuration, settingKeys, settingsSection } from '../../../engine/config';
import { type ImportRow, loadImporter, type PlannedReading } from '../../../engine/setup';
import { cancellableProgress } from '../../cancellableProgress';
import { commandIds } from '../../ids';
import { settingLevels } from '../../settings/settingLevels';
import { addEntries, existingEntries, tellNoList, usedWithoutList } from '../addEntries';
import { copyKeys } from './copyKeys';
import { findSettings, type Found } from './findSettings';
import { type ImportChoice, pickImports } from './importPick';
import type { ReportDocument } from './reportDocument';
import { sourceReader } from '../sourceFiles';
import { withCredentials } from '../withCredentials';

export interface ImportDeps {
  readonly configuration: Configuration;
  readonly report: ReportDocument;
  readonly globalStorage: vscode.Uri;
  /** Keeps a key out of the log. */
  readonly hide: (key: string) => void;
}

/** Finds other tools' settings, shows what they would become, and adds what the user checks. */
export async function importSettings(deps: ImportDeps): Promise<void> {
  const { configuration, report } = deps;
  const title = l10n.t('Everpair: looking for settings of other tools');
  const first = await cancellableProgress(title, async (signal) => {
    const all = await findSettings(deps.globalStorage);
    return signal.aborted ? undefined : all;
  });
  if (!first) return;
  let found: Found = first;
  for (;;) {
    const existing = existingEntries(configuration);
    if (!existing) {
      tellNoList();
      return;
    }
    const plan = await planFor(found, existing, deps);
    report.set(loadImporter().importReport({ ...found, plan }));
    const choices = choicesFor(plan.rows, found, configuration);
    if (choices.every(({ kind }) => kind === 'current')) {
      if (!(await tellNothing(report))) return;
    } else {
      await report.show(true);
      const answer = await pickImports(choices);
      if (!answer) return;
      if (answer.type === 'take') {
        await take(answer.choices, deps);
        return;
      }
      if (answer.type === 'report') {
        await report.show(false);
        return;
      }
    }
    const more = await readAnotherFile();
    if (!more) return;
    found = { ...found, readings: [...more, ...found.readings] };
  }
}

async function planFor(
  { readings }: Found,
  existing: readonly unknown[],
  { configuration, hide }: ImportDeps,
): ReturnType<ReturnType<typeof loadImporter>['importPlan']> {
  for (const { accounts } of readings) for (const { key } of accounts) if (key) hide(key.reveal());
  const isStored = (id: string): Promise<boolean> => configuration.keys.isStored(id);
  return loadImporter().importPlan(readings, { existing, isStored });
}

function choicesFor(
  rows: Awaited<ReturnType<typeof planFor>>['rows'],
  { prompts }: Found,
  configuration: Configuration,
): readonly ImportChoice[] {
  const { hostOf } = loadImporter();
  const current = usedWithoutList(configuration);
  const key = settingKeys.chatPromptsFolder;
  const folder = settingLevels(vscode.workspace.getConfiguration(settingsSection).inspect(key)).user;
  return [
    ...current.map((entry) => ({ kind: 'current' as const, entry, host: hostOf(entry) })),
    ...rows.map((row) => ({ kind: 'new' as const, row })),
    ...(prompts !== undefined && (folder === undefined || folder === '')
      ? [{ kind: 'prompts' as const, folder: prompts }]
      : []),
  ];
}

async function take(choices: readonly ImportChoice[], { configuration, report }: ImportDeps): Promise<void> {
  const rows = await allowedRows(choices.flatMap((choice) => (choice.kind === 'new' ? [choice.row] : [])));
  if (!rows) return;
  const before = choices.flatMap((choice) => (choice.kind === 'current' ? [choice.entry] : []));
  const prompts = choices.flatMap((choice) => (choice.kind === 'prompts' ? [choice.folder] : []))[0];
  if (rows.length > 0) {
    const isAdded = await addEntries(
      configuration,
      rows.map(({ entry }) => entry),
      before,
    );
    if (!isAdded) return;
  }
  if (prompts !== undefined) {
    const settings = vscode.workspace.getConfiguration(settingsSection);
    await settings.update(settingKeys.chatPromptsFolder, prompts, vscode.ConfigurationTarget.Global);
  }
  if (rows.length === 0 && prompts === undefined) return;
  const copied = await copyKeys(rows, configuration.keys);
  const test = l10n.t('Test Providers');
  const show = l10n.t('Show What Was Found');
  const answer = await vscode.window.showInformationMessage(
    l10n.t('Everpair: {0} providers were added, and {1} keys copied.', rows.length, copied),
    test,
    show,
  );
  if (answer === test) await vscode.commands.executeCommand(commandIds.testProviders);
  if (answer === show) await report.show(false);
}

/** What a workspace says may not send a key or a sign-in of the user's unasked. Undefined where the user leaves. */
async function allowedRows(rows: readonly ImportRow[]): Promise<readonly ImportRow[] | undefined> {
  const { sentCredential } = loadImporter();
  const allowed = await withCredentials(
    rows.map((row) => ({ row, host: row.host, credential: row.isOwn ? undefined : sentCredential(row.entry) })),
  );
  return allowed?.map(({ row }) => row);
}

/** True where the user wants to read a file. */
async function tellNothing(report: ReportDocument): Promise<boolean> {
  const show = l10n.t('Show What Was Found');
  const file = l10n.t('Read Another File…');
  const answer = await vscode.window.showInformationMessage(
    l10n.t('Everpair: nothing was found that is not in the chain already.'),
    show,
    file,
  );
  if (answer === show) await report.show(false);
  return answer === file;
}

async function readAnotherFile(): Promise<readonly PlannedReading[] | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Settings of another tool'),
      openLabel: l10n.t('Read'),
      filters: { [l10n.t('Settings')]: ['json', 'jsonc', 'yaml', 'yml', 'env'], [l10n.t('All files')]: ['*'] },
    })) ?? [];
  if (!uri) return undefined;
  const { largeFile, readChosenFile } = loadImporter();
  const name = uri.path.split('/').at(-1) ?? '';
  const read = await sourceReader(() => name, largeFile)(uri.fsPath);
  const nobody = { tool: name, path: name, accounts: [], taken: [], notTaken: [], isOwn: true };
  if (!read) return [{ ...nobody, problem: l10n.t('It is no file.') }];
  if ('problem' in read) return [{ ...nobody, problem: read.problem }];
  return (await readChosenFile(read)).map((reading) => ({ ...reading, isOwn: true }));
}
