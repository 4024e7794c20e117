// Node built-ins only, so that scripts can use it before anything is installed.
import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * A Node that has `node:sqlite`, as every VS Code that is supported has: this one since 22.13, else that of the npm package for
 * this platform. Where there is none it is this Node, and the tests that need a database are skipped.
 */
export function nodeWithSqlite() {
  if (isBuiltin('node:sqlite')) return process.execPath;
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const binary = path.join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  return existsSync(binary) ? binary : process.execPath;
}
