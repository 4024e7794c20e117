import { readFile, stat } from 'node:fs/promises';
import type { FileProbe } from './gitIgnore';

/**
 * Looks at files of this machine. VS Code's own way to them asks the window about each, which has much to do while it opens.
 */
export function diskProbe(fsPathOf: (path: string) => string): FileProbe {
  return {
    read: async (path) => {
      try {
        // Without the mark of UTF-8 at its beginning, which is no part of the text.
        return new TextDecoder().decode(await readFile(fsPathOf(path)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    exists: async (path) => {
      try {
        await stat(fsPathOf(path));
        return true;
      } catch (error) {
        // A file that this user must not see does not exist for this user's git either.
        if (isMissing(error) || ['EACCES', 'EPERM'].includes(codeOf(error))) return false;
        throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
