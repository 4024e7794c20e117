import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { contextWindows, requestBudget } from '../../engine/chat';
import { settingKeys } from '../../engine/config';
import {
  type Finding,
  maxReviewTokens,
  type ReviewPart,
  reviewOverhead,
  reviewParts,
  reviewRequest,
  runReview,
  sentFilesOf,
} from '../../engine/edit';
import { errorSummary, textLanguage } from '../../engine/model';
import { AnswerWatch, optionsOf } from '../ask/answer';
import { askingOf } from '../ask/asking';
import { readInput } from '../ask/input';
import { chainEnding } from '../output/chainEnding';
import { ending, Ended, type Ending, usageProblem } from '../output/exitCodes';
import type { Run } from '../runContext';
import { FolderPrivacy } from './folderPrivacy';
import { repositoryOf, uncommittedDiff } from './git';
import { instructionsOf } from './instructions';
import { placeOf } from './place';
import { type ReleasedChange, releasedChanges, tellKeptBack } from './releasedChanges';

/** `everpair review`: what a careful reader would say of changes. */
export async function reviewCommand(run: Run): Promise<Ending> {
  const { host, invocation, reporter, signal } = run;
  const root = repositoryOf(host.folder);
  const diff = await diffOf(run, root);
  const session = await run.openSession();
  const released = await releasedChanges(diff, new FolderPrivacy(root, host, session));
  tellKeptBack(released, reporter);
  const { changes, keptBack } = released;
  if (changes.length === 0) throw new Ended(nothing(diff, keptBack.length));
  await session.prepare(signal);
  const asking = askingOf(run, session);
  const own = instructionsOf(settingKeys.reviewInstructions, session, reporter);
  const budget = Math.min(requestBudget(contextWindows(session.manager, asking.model)), maxReviewTokens);
  const parts = reviewParts(
    changes.map(({ path: name, text }) => ({ path: name, text, form: 'diff' as const })),
    Math.max(budget - reviewOverhead(own), 1_000),
  );
  const watch = new AnswerWatch(asking);
  const sources = (part: ReviewPart) => ({ files: sentFilesOf(changes, part.texts), keptBack });
  const end = await runReview({
    parts,
    known: [],
    ask: (part) =>
      watch.over(
        session.manager.chat(
          reviewRequest(part, own, textLanguage()),
          optionsOf({ ...asking, sources: sources(part) }),
        ),
      ),
    onFindings: () => undefined,
    onPart: (number) => reporter.detail(l10n.t('Part {0} of {1} is reviewed.', number, parts.length)),
  });
  for (const finding of end.findings) tell(finding, changes, run);
  if (end.type === 'done') {
    if (end.findings.length === 0) reporter.note(l10n.t('Nothing was found.'));
    return watch.ending(invocation.flags.has('strict'), { findings: end.findings.length });
  }
  const { chain } = watch;
  if (end.type === 'cancelled' || !chain) throw new Ended(ending('failed', l10n.t('The request was stopped.')));
  const { message = '', ...rest } = chainEnding(chain, false, host.clock.now());
  throw new Ended({ ...rest, message: `${l10n.t('The review is not complete.')} ${message}` });
}

async function diffOf({ host, invocation, signal }: Run, root: string): Promise<string> {
  const [name, more] = invocation.operands;
  if (more !== undefined) throw usageProblem(l10n.t('Only one diff can be reviewed at a time.'));
  if (name === undefined) return uncommittedDiff(root, signal);
  if (name === '-') return readInput(host.stdin, signal);
  try {
    return await readFile(path.resolve(host.folder, name), 'utf8');
  } catch (error) {
    throw usageProblem(l10n.t('{0} cannot be read: {1}', name, errorSummary(error)));
  }
}

function nothing(diff: string, keptBack: number): Ending {
  if (keptBack > 0) return ending('refused', l10n.t('All of the changes stay here. Nothing was sent.'));
  return diff.trim() === ''
    ? ending('answered', l10n.t('There are no changes.'))
    : ending('usage', l10n.t('This is no diff as "git diff" prints it.'));
}

function tell(finding: Finding, changes: readonly ReleasedChange[], { reporter }: Run): void {
  const { severity, what, why, fix } = finding;
  const place = placeOf(finding, changes);
  const where = place.line === undefined ? place.path : `${place.path}:${place.line}`;
  reporter.event({ type: 'finding', ...place, severity, what, why, ...(fix ? { fix } : {}) });
  reporter.text(`${where}: ${severity}: ${what}\n${why === '' ? '' : `  ${why.replaceAll('\n', '\n  ')}\n`}`);
}
