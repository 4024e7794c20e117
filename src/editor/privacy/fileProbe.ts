import * as vscode from 'vscode';
import { diskProbe, type FileProbe } from '../../engine/privacy';

/** Looks at files by their paths, where this URI is. */
export function probeOf(place: vscode.Uri): FileProbe {
  if (place.scheme === 'file') return diskProbe((path) => vscode.Uri.file(path).fsPath);
  const at = (path: string): vscode.Uri => place.with({ path, query: '', fragment: '' });
  return {
    read: async (path) => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    exists: async (path) => {
      try {
        await vscode.workspace.fs.stat(at(path));
        return true;
      } catch (error) {
        // A file that this user must not see does not exist for this user's git either.
        if (isMissing(error) || codeOf(error) === 'NoPermissions') return false;
        throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return ['FileNotFound', 'FileNotADirectory', 'FileIsADirectory'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof vscode.FileSystemError ? error.code : '';
}

/** A path without a slash at its end: empty for the root. */
export function plain(path: string): string {
  return path.replace(/\/+$/, '');
}

/** The path below a folder, or below the root for a file that is in none. */
export function relativeTo(folder: vscode.Uri | undefined, path: string): string {
  return path.slice(plain(folder?.path ?? '/').length + 1);
}
