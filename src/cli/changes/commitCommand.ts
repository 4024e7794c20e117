import * as l10n from '@vscode/l10n';
import { contextWindows, requestBudget } from '../../engine/chat';
import { settingKeys } from '../../engine/config';
import { commitMessageIn, commitRequest, commitStyle, sentFilesOf } from '../../engine/edit';
import { answeredBy, ask, named, withEnd } from '../ask/answer';
import { askingOf } from '../ask/asking';
import { releaseGiven } from '../ask/input';
import { ending, Ended, type Ending } from '../output/exitCodes';
import type { Run } from '../runContext';
import { FolderPrivacy } from './folderPrivacy';
import { lastMessages, repositoryOf, stagedDiff } from './git';
import { instructionsOf } from './instructions';
import { releasedChanges, tellKeptBack } from './releasedChanges';

/** Commits that are read; some of them were not written by a person. */
const maxCommits = 30;

/** `everpair commit-message`: a message for what is staged. */
export async function commitCommand(run: Run): Promise<Ending> {
  const { host, invocation, reporter, signal } = run;
  const root = repositoryOf(host.folder);
  const diff = await stagedDiff(root, signal);
  const session = await run.openSession();
  const released = await releasedChanges(diff, new FolderPrivacy(root, host, session));
  tellKeptBack(released, reporter);
  const { changes, keptBack } = released;
  if (changes.length === 0) throw new Ended(nothing(keptBack.length));
  const messages = await lastMessages(root, maxCommits, signal);
  await session.prepare(signal);
  const asking = askingOf(run, session);
  const { request, files } = commitRequest(
    {
      files: changes,
      keptBack: keptBack.length,
      style: commitStyle(messages.map((message) => releaseGiven(message).text)),
      draft: '',
      instructions: instructionsOf(settingKeys.commitInstructions, session, reporter),
    },
    requestBudget(contextWindows(session.manager, asking.model)),
  );
  const answer = await ask(request, { ...asking, sources: { files: sentFilesOf(changes, files), keptBack } });
  const message = commitMessageIn(answer.text);
  if (message === undefined)
    throw new Ended(ending('failed', l10n.t('The answer is no commit message.'), { fields: named(answer.route) }));
  reporter.event({ type: 'text', text: message });
  reporter.text(withEnd(message));
  return answeredBy(answer, invocation.flags.has('strict'));
}

function nothing(keptBack: number): Ending {
  if (keptBack > 0) return ending('refused', l10n.t('All that is staged stays here. Nothing was sent.'));
  return ending('usage', l10n.t('Nothing is staged: "git add" what the message is to be about.'));
}
