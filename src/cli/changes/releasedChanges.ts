import * as l10n from '@vscode/l10n';
import { leftOutText } from '../../engine/edit';
import { diffParts, type KeptBackFile } from '../../engine/privacy';
import type { Reporter } from '../output/reporter';
import type { FolderPrivacy } from './folderPrivacy';

/** The changes of one file that may be sent, with secrets masked. */
export interface ReleasedChange {
  readonly path: string;
  readonly text: string;
  readonly masked: readonly string[];
}

export interface ReleasedChanges {
  readonly changes: readonly ReleasedChange[];
  readonly keptBack: readonly KeptBackFile[];
}

/** The output of git by files: those that may be sent, and the names of those that stay here. */
export async function releasedChanges(diff: string, privacy: FolderPrivacy): Promise<ReleasedChanges> {
  const changes: ReleasedChange[] = [];
  const keptBack: KeptBackFile[] = [];
  for (const { paths, text } of diffParts(diff)) {
    // A rename is asked for under both names.
    const decisions = await Promise.all(paths.map(async (path) => ({ path, decision: await privacy.ask(path) })));
    const kept = decisions.find(({ decision }) => !decision.allowed);
    const last = decisions.at(-1);
    if (kept && !kept.decision.allowed) keptBack.push({ path: kept.path, ...kept.decision });
    else if (last?.decision.allowed) changes.push({ path: last.path, ...last.decision.release(text) });
    else keptBack.push({ path: '?', reason: 'unknown', rule: 'a name that cannot be read' });
  }
  return { changes, keptBack };
}

/** Says what does not go along, and what is masked. */
export function tellKeptBack({ changes, keptBack }: ReleasedChanges, reporter: Reporter): void {
  if (keptBack.length > 0) reporter.note(leftOutText(keptBack));
  const masked = new Set(changes.flatMap((change) => change.masked));
  if (masked.size > 0) reporter.note(l10n.t('Masked before anything is sent: {0}.', [...masked].join(', ')));
}
