import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  type Application,
  applyBlock,
  type CodeBlock,
  type FileText,
  mergeTexts,
  refusalText,
  type SyntaxCheck,
} from '../../../engine/edit';
import { withoutHidden } from '../../../engine/model';
import { pathOf } from '../../filePath';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import { openToChange } from '../changes/fileToChange';
import { placeProblem } from './workspacePlace';

/** What blocks of an answer make of a file. `before` undefined: it is a new file. */
export interface PlannedFile {
  readonly uri: vscode.Uri;
  readonly before: FileText;
  readonly after: string;
}

export interface ApplyPlan {
  readonly files: readonly PlannedFile[];
  /** Why blocks are not in it, for people: one sentence or more for each. */
  readonly refusals: readonly string[];
  /** Files that hold all of their blocks already. */
  readonly unchanged: readonly vscode.Uri[];
  /** Blocks that were refused since their place is not clear. */
  readonly withoutPlace: readonly BlockForFile[];
}

interface FileOfBlocks {
  readonly before: FileText;
  readonly languageId: string;
  now: FileText;
}

/** A block and the file that it is for. */
export interface BlockForFile {
  readonly block: CodeBlock;
  readonly uri: vscode.Uri;
}

export interface PlanDeps {
  readonly privacy: FilePrivacy;
  readonly isValid: SyntaxCheck;
  readonly signal: AbortSignal;
}

/** Applies one block after the other, in memory. Blocks of one file build on each other. */
export async function planFiles(blocks: readonly BlockForFile[], deps: PlanDeps): Promise<ApplyPlan> {
  const files = new Map<string, FileOfBlocks>();
  const touched = new Set<string>();
  const refusals: string[] = [];
  const withoutPlace: BlockForFile[] = [];
  for (const { block, uri } of blocks) {
    const key = uri.toString();
    const file = files.get(key) ?? (await opened(uri, block, deps.privacy));
    if (typeof file === 'string') {
      refusals.push(file);
      continue;
    }
    files.set(key, file);
    const result = await applied(file, uri, block, deps);
    if (result.type !== 'refused') touched.add(key);
    else {
      refusals.push(`${pathOf(uri)}: ${refusalText(result.reason)}`);
      if (result.reason === 'no-place' || result.reason === 'several-places') withoutPlace.push({ block, uri });
    }
    if (result.type === 'changed') file.now = result.text;
  }
  const all = [...files]
    .filter(([key]) => touched.has(key))
    .map(([key, file]) => ({ ...file, uri: vscode.Uri.parse(key, true) }));
  return {
    files: all.flatMap(({ uri, before, now }) =>
      now === undefined || now === before ? [] : [{ uri, before, after: now }],
    ),
    unchanged: all.flatMap(({ uri, before, now }) => (now === before ? [uri] : [])),
    refusals,
    withoutPlace,
  };
}

async function opened(uri: vscode.Uri, block: CodeBlock, privacy: FilePrivacy): Promise<FileOfBlocks | string> {
  const problem = await placeProblem(uri, privacy);
  if (problem !== undefined) return problem;
  const found = await openToChange(uri);
  if ('why' in found) return found.why;
  const { text, document } = found;
  return { before: text, now: text, languageId: document?.languageId ?? block.language };
}

/**
 * Applies a block to the text that models get to see: a secret in the file was masked, and an answer that repeats the mask must not
 * take the secret's place.
 */
async function applied(
  { now, languageId }: FileOfBlocks,
  uri: vscode.Uri,
  shown: CodeBlock,
  { privacy, isValid, signal }: PlanDeps,
): Promise<Application> {
  const block = { ...shown, text: withoutHidden(shown.text) };
  const input = { block, languageId, isValid, signal };
  const decision = now === undefined ? undefined : await privacy.ask(uri, 'itself');
  const released = now !== undefined && decision?.allowed === true ? decision.release(now) : undefined;
  if (now === undefined || !released || released.masked.length === 0) return applyBlock({ ...input, source: now });
  const result = await applyBlock({ ...input, source: released.text });
  if (result.type !== 'changed') return result;
  const merge = mergeTexts(released.text, now, result.text);
  return merge.type === 'merged' ? { type: 'changed', text: merge.text } : { type: 'refused', reason: 'conflict' };
}

/** What a plan without files comes to, for people. */
export function nothingPlanned({ unchanged, refusals }: ApplyPlan): string {
  if (refusals.length > 0) return refusals.join(' ');
  return l10n.t('{0} has all of this already.', unchanged.map(pathOf).join(', '));
}
