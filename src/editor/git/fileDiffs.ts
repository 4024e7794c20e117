import * as vscode from 'vscode';
import { type DiffPart, diffParts, isTooLarge, type KeptBackFile, type Release } from '../../engine/privacy';
import { pathOf } from '../filePath';
import type { FilePrivacy } from '../privacy/filePrivacy';
import { type DiffScope, gitDiff, newFiles } from './gitDiff';

/** Files that git does not know yet and that are read at most. */
const maxNewFiles = 100;

/** The changes of one file that may be sent. */
export interface FileDiff extends Release {
  readonly uri: vscode.Uri;
  /** As the user knows it. */
  readonly path: string;
}

export interface ReleasedDiffs {
  readonly diffs: readonly FileDiff[];
  readonly keptBack: readonly KeptBackFile[];
}

/** The output of git by files: those that may be sent, and the names of those that stay here. */
export async function releasedDiffs(diff: string, root: vscode.Uri, privacy: FilePrivacy): Promise<ReleasedDiffs> {
  const outcomes = [];
  for (const part of diffParts(diff)) outcomes.push(await released(part, root, privacy));
  return sorted(outcomes);
}

/** The changes of a scope with the files that git does not know yet, where files are compared. Rejects as git does. */
export async function gitChanges(
  root: vscode.Uri,
  scope: DiffScope,
  privacy: FilePrivacy,
  signal: AbortSignal,
): Promise<ReleasedDiffs> {
  const known = await releasedDiffs(await gitDiff(root, scope, signal), root, privacy);
  if (scope.type === 'staged') return known;
  const outcomes = [];
  for (const name of (await newFiles(root, signal)).slice(0, maxNewFiles)) {
    signal.throwIfAborted();
    const outcome = await newFile(name, root, privacy);
    if (outcome) outcomes.push(outcome);
  }
  const added = sorted(outcomes);
  return { diffs: [...known.diffs, ...added.diffs], keptBack: [...known.keptBack, ...added.keptBack] };
}

/** A rename is asked for under both names. */
async function released({ paths, text }: DiffPart, root: vscode.Uri, privacy: FilePrivacy): Promise<Outcome> {
  const uris = paths.map((each) => vscode.Uri.joinPath(root, each));
  const last = uris.at(-1);
  if (!last) return { path: '?', reason: 'unknown', rule: 'a name that cannot be read' };
  for (const uri of uris) {
    const decision = await privacy.ask(uri, 'context');
    if (!decision.allowed) return { path: pathOf(uri), reason: decision.reason, rule: decision.rule };
    if (uri === last) return { uri, path: pathOf(uri), ...decision.release(text) };
  }
  throw new Error('The last of the names was asked for.');
}

/** Undefined: it is no text, or gone. */
async function newFile(name: string, root: vscode.Uri, privacy: FilePrivacy): Promise<Outcome | undefined> {
  const uri = vscode.Uri.joinPath(root, name);
  const path = pathOf(uri);
  const decision = await privacy.ask(uri, 'context');
  if (!decision.allowed) return { path, reason: decision.reason, rule: decision.rule };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (isTooLarge({ bytes: size })) return { path, reason: 'too-large', rule: 'its size' };
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.includes(0)) return undefined;
    return { uri, path, ...decision.release(additionOf(name, new TextDecoder().decode(bytes))) };
  } catch {
    return undefined;
  }
}

/** As git would print a file that is added. */
function additionOf(name: string, text: string): string {
  const lines = text.split('\n');
  const isEnded = lines.at(-1) === '';
  if (isEnded) lines.pop();
  const head = [`diff --git a/${name} b/${name}`, 'new file', '--- /dev/null', `+++ b/${name}`];
  if (lines.length === 0) return head.slice(0, 2).join('\n');
  const body = lines.map((line) => `+${line}`);
  return [...head, `@@ -0,0 +1,${lines.length} @@`, ...body, ...(isEnded ? [] : ['\\ No newline at end of file'])].join(
    '\n',
  );
}

type Outcome = FileDiff | KeptBackFile;

function sorted(outcomes: readonly Outcome[]): ReleasedDiffs {
  return {
    diffs: outcomes.filter((each) => 'uri' in each),
    keptBack: outcomes.filter((each) => 'reason' in each),
  };
}
