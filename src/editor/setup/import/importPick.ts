import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { shortHost } from '../../../engine/model';
import { type ImportRow, loadImporter, type ProviderEntry } from '../../../engine/setup';

/** One line of the list. */
export type ImportChoice =
  | { readonly kind: 'new'; readonly row: ImportRow }
  /** Used now without a setting. */
  | { readonly kind: 'current'; readonly entry: ProviderEntry; readonly host: string }
  | { readonly kind: 'prompts'; readonly folder: string };

interface Item extends vscode.QuickPickItem {
  readonly choice?: ImportChoice;
}

/** What the user wants of the list: to take what is checked, to see the report or to read another file. */
export type PickAnswer =
  | { readonly type: 'take'; readonly choices: readonly ImportChoice[] }
  | { readonly type: 'report' }
  | { readonly type: 'file' };

/** Shows what can be taken, all of the user's own checked. Undefined where the user leaves. */
export function pickImports(choices: readonly ImportChoice[]): Promise<PickAnswer | undefined> {
  const picker = vscode.window.createQuickPick<Item>();
  const report = { iconPath: new vscode.ThemeIcon('preview'), tooltip: l10n.t('Show What Was Found') };
  const file = { iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: l10n.t('Read Another File…') };
  picker.title = l10n.t('Everpair: Import Settings from Another Tool');
  picker.placeholder = l10n.t('What is checked is added to everpair.providers. Code may then go to these hosts.');
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = [report, file];
  picker.items = withHeads(choices);
  picker.selectedItems = picker.items.filter(({ choice }) => choice && isChecked(choice));
  return new Promise((resolve) => {
    const end = (answer: PickAnswer | undefined): void => {
      resolve(answer);
      picker.dispose();
    };
    picker.onDidTriggerButton((button) => end({ type: button === report ? 'report' : 'file' }));
    picker.onDidAccept(() =>
      end({ type: 'take', choices: picker.selectedItems.flatMap(({ choice }) => choice ?? []) }),
    );
    picker.onDidHide(() => end(undefined));
    picker.show();
  });
}

/** What a workspace says is the user's choice alone. */
function isChecked(choice: ImportChoice): boolean {
  return choice.kind !== 'new' || choice.row.isOwn;
}

function withHeads(choices: readonly ImportChoice[]): readonly Item[] {
  const items: Item[] = [];
  let head: string | undefined;
  for (const choice of choices) {
    const next = headOf(choice);
    if (next !== head) items.push({ label: next, kind: vscode.QuickPickItemKind.Separator });
    head = next;
    items.push({ ...itemOf(choice), choice });
  }
  return items;
}

function headOf(choice: ImportChoice): string {
  if (choice.kind === 'current') return l10n.t('used now, because it was found');
  return choice.kind === 'prompts' ? l10n.t('prompts') : `${choice.row.tool}: ${choice.row.path}`;
}

function itemOf(choice: ImportChoice): vscode.QuickPickItem {
  if (choice.kind === 'prompts')
    return {
      label: choice.folder,
      detail: l10n.t('Becomes everpair.chat.promptsFolder, where your own prompts are read.'),
    };
  const { labelFor } = loadImporter();
  const { entry, host } = choice.kind === 'new' ? choice.row : choice;
  const models = entry.completionModel === undefined ? entry.model : `${entry.model}, ${entry.completionModel}`;
  return { label: labelFor(entry), description: models, detail: `${shortHost(host)} · ${about(choice)}` };
}

function about(choice: Exclude<ImportChoice, { kind: 'prompts' }>): string {
  if (choice.kind === 'current') return l10n.t('a list of your own replaces what is found by itself');
  const { row } = choice;
  const key = row.key
    ? l10n.t('its key can be copied')
    : row.entry.apiKeyEnv === undefined
      ? l10n.t('no key comes along')
      : l10n.t('key from {0}', row.entry.apiKeyEnv);
  return row.isOwn ? key : `${key} · ${l10n.t('this workspace says so, and not you')}`;
}
