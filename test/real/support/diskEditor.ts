import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The calls after which nothing is as before: the process kills itself before the one of this number. */
const killBefore = Number(process.env['KILL_BEFORE'] ?? 0);
let calls = 0;

function call(name: string): void {
  calls += 1;
  if (calls === killBefore) process.kill(process.pid, 'SIGKILL');
  process.stdout.write(`${name}\n`);
}

/** As much of VS Code's API as changing files takes, over files on the disk. */
export class Uri {
  readonly scheme = 'file';
  readonly path: string;
  constructor(private readonly href: string) {
    this.path = fileURLToPath(href);
  }
  static parse(href: string): Uri {
    return new Uri(href);
  }
  static file(path: string): Uri {
    return new Uri(pathToFileURL(path).href);
  }
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return this.href;
  }
}

export class Range {
  constructor(
    readonly start: number,
    readonly end: number,
  ) {}
}

export class WorkspaceEdit {
  readonly steps: (() => void)[] = [];
  replace({ path }: Uri, { start, end }: Range, text: string): void {
    this.steps.push(() => {
      const document = workspace.textDocuments.find(({ uri }) => uri.path === path)!;
      document.text = document.text.slice(0, start) + text + document.text.slice(end);
      document.isDirty = true;
    });
  }
  createFile({ path }: Uri, { contents }: { readonly contents: Uint8Array }): void {
    this.steps.push(() => writeFileSync(path, contents));
  }
  deleteFile({ path }: Uri): void {
    this.steps.push(() => rmSync(path, { force: true }));
  }
}

class Document {
  text: string;
  isDirty = false;
  readonly isClosed = false;
  constructor(readonly uri: Uri) {
    this.text = readFileSync(uri.path, 'utf8');
  }
  getText(): string {
    return this.text;
  }
  positionAt(offset: number): number {
    return offset;
  }
  save(): boolean {
    call('save');
    writeFileSync(this.uri.path, this.text);
    this.isDirty = false;
    call('saved');
    return true;
  }
}

export const FileType = { Directory: 2 };

export class FileSystemError extends Error {
  readonly code = 'FileNotFound';
}

export const workspace = {
  textDocuments: [] as Document[],
  fs: {
    isWritableFileSystem: (): boolean => true,
    stat: ({ path }: Uri): { readonly type: number } => {
      if (!existsSync(path)) throw new FileSystemError();
      return { type: statSync(path).isDirectory() ? 2 : 1 };
    },
  },
  openTextDocument: (uri: Uri): Document => {
    const document = new Document(uri);
    workspace.textDocuments.push(document);
    return document;
  },
  applyEdit: ({ steps }: WorkspaceEdit): boolean => {
    call('edit');
    // The last first, as offsets are those of before.
    for (const step of steps.reverse()) step();
    call('edited');
    return true;
  },
  getWorkspaceFolder: (): undefined => undefined,
};
