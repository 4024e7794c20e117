import * as l10n from '@vscode/l10n';
import { type ChatSession, compact, type CompactionOutcome } from '../../../engine/chat';
import { errorSummary, type Log } from '../../../engine/model';
import { cancellableProgress } from '../../cancellableProgress';

export type CompactorDeps = Parameters<typeof compact>[1] & { readonly log: Log };

/** Summarises the older half of a conversation, with progress and a way to stop. Never rejects. */
export type Compact = (session: ChatSession, focus: string) => Promise<CompactionOutcome>;

export function compactor(deps: CompactorDeps): Compact {
  let isRunning = false;
  return async (session, focus) => {
    if (isRunning) return { type: 'refused', why: l10n.t('A summary is being written already.') };
    isRunning = true;
    const title = l10n.t('Everpair summarises the older half of the conversation');
    const outcome = await cancellableProgress(title, (signal) => compact(session, deps, focus, signal)).catch(
      (error: unknown): CompactionOutcome => {
        deps.log.error(`Summary of a conversation: ${errorSummary(error, { where: true })}`);
        return { type: 'refused', why: l10n.t('Something unexpected happened ({0}).', errorSummary(error)) };
      },
    );
    isRunning = false;
    return outcome ?? { type: 'cancelled' };
  };
}

/** What a screen reader says of it. */
export function summaryText(turns: number): string {
  return turns === 1
    ? l10n.t('From now on a summary is sent in place of the first turn. The turn stays.')
    : l10n.t('From now on a summary is sent in place of the first {0} turns. The turns stay.', turns);
}
