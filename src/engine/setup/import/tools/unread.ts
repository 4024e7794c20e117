import type { Reading, SourceText } from '../reading';

/** A file that could not be read. */
export function unread(tool: string, { path }: SourceText, problem: string): Reading {
  return { tool, path, accounts: [], taken: [], notTaken: [], problem };
}
