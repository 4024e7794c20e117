import path from 'node:path';
import { progressStub } from '../vscodeStub';

interface Item {
  readonly label: string;
  readonly choice?: unknown;
  readonly action?: unknown;
  readonly proposed?: unknown;
}

/** What the made-up editor was told and answers. One for all tests of this part, which share its modules. */
export const setupStub = {
  /** Notices and questions, with their details. */
  shown: [] as string[],
  /** Values of settings by their keys. */
  written: [] as { readonly key: string; readonly value: unknown }[],
  /** The buttons that are pressed, in this order; none where there are no more. */
  answers: [] as (string | undefined)[],
  /** What is typed into a box for text. */
  typed: undefined as string | undefined,
  /** Pages that were opened outside. */
  opened: [] as string[],
  /** Commands that were run. */
  commands: [] as string[],
  /** What is checked in a list; `wait`: nothing yet, it is asked again with the next rows. */
  picks: undefined as ((items: readonly Item[]) => readonly Item[] | 'wait' | undefined) | undefined,
  /** The rows of the last list that was shown with a picker, and those checked at first. */
  listed: [] as Item[],
  checked: [] as Item[],
  /** The text of the document that is shown. */
  documents: [] as string[],
  isTrusted: true,
  folders: [] as object[],
  settings: {} as Record<string, unknown>,
};

export function resetSetupStub(): void {
  Object.assign(setupStub, {
    ...{ shown: [], written: [], answers: [], picks: undefined, listed: [], checked: [], documents: [] },
    ...{ typed: undefined, opened: [], commands: [], isTrusted: true, folders: [], settings: {} },
  });
}

const nothing = (): { dispose: () => void } => ({ dispose: () => {} });

function say(message: string, ...more: readonly unknown[]): Promise<string | undefined> {
  const [options] = more;
  const detail =
    typeof options === 'object' && options !== null && 'detail' in options ? ` ${String(options.detail)}` : '';
  setupStub.shown.push(`${message}${detail}`);
  return Promise.resolve(setupStub.answers.shift());
}

class Picker {
  private rows: readonly Item[] = [];
  private isWaiting = false;
  selectedItems: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  private accepted = (): void => {};
  private hidden = (): void => {};
  readonly onDidChangeValue = (): void => undefined;
  onDidAccept(listener: () => void): void {
    this.accepted = listener;
  }
  onDidHide(listener: () => void): void {
    this.hidden = listener;
  }
  onDidTriggerButton(): void {}
  get items(): readonly Item[] {
    return this.rows;
  }
  set items(rows: readonly Item[]) {
    this.rows = rows;
    if (this.isWaiting) this.show();
  }
  show(): void {
    setupStub.listed = [...this.items];
    setupStub.checked = [...this.selectedItems];
    const picked = setupStub.picks ? setupStub.picks(this.items) : this.selectedItems;
    this.isWaiting = picked === 'wait';
    if (picked === 'wait') return;
    if (!picked) {
      this.hidden();
      return;
    }
    this.selectedItems = picked;
    this.accepted();
  }
  dispose(): void {}
}

export const setupEditor = {
  workspace: {
    get isTrusted() {
      return setupStub.isTrusted;
    },
    get workspaceFolders() {
      return setupStub.folders;
    },
    createFileSystemWatcher: () => ({ onDidCreate: nothing, onDidChange: nothing, dispose: () => {} }),
    onDidGrantWorkspaceTrust: nothing,
    onDidChangeWorkspaceFolders: nothing,
    registerTextDocumentContentProvider: nothing,
    openTextDocument: () => Promise.resolve({}),
    getConfiguration: (section: string) => ({
      inspect: (key: string) => ({ key, globalValue: setupStub.settings[`${section}.${key}`] }),
      update: (key: string, value: unknown) => Promise.resolve(void setupStub.written.push({ key, value })),
    }),
  },
  window: {
    showInformationMessage: say,
    showWarningMessage: say,
    showErrorMessage: say,
    showTextDocument: () => Promise.resolve(),
    showQuickPick: (items: readonly Item[]) => Promise.resolve(setupStub.picks?.(items)),
    showInputBox: () => Promise.resolve(setupStub.typed),
    createQuickPick: () => new Picker(),
    withProgress: progressStub.withProgress,
  },
  ProgressLocation: { Notification: 15 },
  ThemeIcon: Object,
  EventEmitter: class {
    readonly event = nothing;
    fire(): void {}
    dispose(): void {}
  },
  Uri: {
    joinPath: ({ fsPath }: { readonly fsPath: string }, name: string) => ({ fsPath: path.join(fsPath, name) }),
    from: (parts: object) => parts,
    parse: (text: string) => text,
  },
  QuickPickItemKind: { Separator: -1 },
  ConfigurationTarget: { Global: 1 },
  env: { openExternal: (url: string) => Promise.resolve(void setupStub.opened.push(url)) },
  QuickInputButtons: { Back: {} },
  commands: { executeCommand: (id: string) => Promise.resolve(void setupStub.commands.push(id)) },
};
