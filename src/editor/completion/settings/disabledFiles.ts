import * as vscode from 'vscode';

const memoryKey = 'everpair.completionsOffInFiles';

/** Remembered files; the oldest is forgotten first. */
const maxFiles = 200;

/** Files in which the user has turned completions off, for this workspace. */
export class DisabledFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private files: ReadonlySet<string>;

  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: Pick<vscode.Memento, 'get' | 'update'>) {
    const known = memory.get<unknown>(memoryKey);
    this.files = new Set(Array.isArray(known) ? known.filter((each): each is string => typeof each === 'string') : []);
  }

  has(file: vscode.Uri): boolean {
    // A fast path: mostly there is no such file, and turning a URI into text is slow for each key.
    return this.files.size > 0 && this.files.has(file.toString());
  }

  /** Resolves to whether completions are off in the file now. */
  async toggle(file: vscode.Uri): Promise<boolean> {
    const name = file.toString();
    const isOff = !this.files.has(name);
    const others = [...this.files].filter((each) => each !== name);
    this.files = new Set(isOff ? [...others, name].slice(-maxFiles) : others);
    this.changed.fire();
    // An untitled file does not outlive its window.
    await this.memory.update(
      memoryKey,
      [...this.files].filter((each) => !each.startsWith('untitled:')),
    );
    return isOff;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
