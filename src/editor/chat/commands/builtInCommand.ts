import * as vscode from 'vscode';
import {
  commandAttachment,
  type CommandNeed,
  type CommandSubject,
  commandText,
  type MentionItem,
  type PromptCommandName,
  promptCommands,
  stemOf,
  testFilesOf,
} from '../../../engine/chat';
import type { ContextCommand } from '../context/contextCommand';
import { pathOf } from '../../filePath';
import type { LineRange } from '../context/files/fileReader';
import { releaseChosen } from '../../privacy/releaseChosen';
import { uncommitted } from '../context/sources/changesSource';
import { fileItem } from '../context/sources/fileSource';
import { problemsIn, problemsItem } from '../context/sources/problemsSource';
import { selectionItem } from '../context/sources/selectionSource';

/** The code that a command is about. */
export interface CodeTarget {
  readonly uri: vscode.Uri;
  /** The selected lines; absent where the whole file is meant. */
  readonly lines?: LineRange;
}

/** Files with tests that go along, and files whose names are looked at for them. */
const maxTests = 3;
const maxNamesakes = 200;

export interface CommandAbout {
  readonly target: CodeTarget | undefined;
  /** What goes along. */
  readonly subject: CommandSubject;
  /** It comes from elsewhere than the input box: the target goes along as a mention, and the user has not written the argument. */
  readonly isElsewhere?: boolean;
  /** Whether a file may go along without being chosen by hand. */
  readonly mayGoAlong: (uri: vscode.Uri) => Promise<boolean>;
  /** It is still written: what takes long is asked when it is sent. */
  readonly isDraft?: boolean;
}

/** A command of Everpair with what it takes along, or the reason why there is nothing to ask, a sentence. */
export async function builtInCommand(
  name: PromptCommandName,
  argument: string,
  about: CommandAbout,
): Promise<ContextCommand | string> {
  const { target, subject, isElsewhere = false } = about;
  const { needs, description } = promptCommands.find((each) => each.name === name) ?? promptCommands[0];
  const needed = await mentionsFor(needs, about);
  if (typeof needed === 'string') return needed;
  const chosen = isElsewhere && target ? [targetItem(target)] : [];
  const text = commandText(name, argument, subject, argument !== '' && !isElsewhere);
  return {
    attachment: commandAttachment(name, releaseChosen(text)),
    detail: description(),
    mentions: [...chosen, ...needed],
    withEditor: needs !== 'staged' && needs !== 'changes',
  };
}

function targetItem({ uri, lines }: CodeTarget): MentionItem {
  return lines ? selectionItem(uri, lines) : fileItem(uri.toString(), pathOf(uri));
}

async function mentionsFor(
  needs: CommandNeed,
  { target, subject, isElsewhere, isDraft, mayGoAlong }: CommandAbout,
): Promise<readonly MentionItem[] | string> {
  // Of a file that stays here nothing is told either, unless it was chosen by hand.
  const isOpen = isElsewhere === true || subject !== 'nothing';
  switch (needs) {
    case 'code':
      return [];
    case 'problems':
      return target && isOpen && problemsIn(target.uri, target.lines) > 0
        ? [problemsItem(target.uri, target.lines)]
        : [];
    case 'tests':
      return target ? testsOf(target.uri, mayGoAlong) : [];
    case 'staged':
    case 'changes': {
      const found = await uncommitted(target?.uri, { isStagedFirst: needs === 'staged', isFresh: isDraft !== true });
      return typeof found === 'string' ? found : [found];
    }
  }
}

/** Tests of the file that are there already, by their names. */
async function testsOf(uri: vscode.Uri, mayGoAlong: CommandAbout['mayGoAlong']): Promise<readonly MentionItem[]> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const stem = stemOf(uri.path).replace(/[^\p{L}\p{N}._-]/gu, '?');
  if (!folder || stem === '') return [];
  const pattern = new vscode.RelativePattern(folder, `**/*${stem}*`);
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', maxNamesakes);
  const byPath = new Map(found.map((each) => [each.path, each]));
  const tests = testFilesOf(uri.path, [...byPath.keys()]).slice(0, maxTests);
  const uris = tests.flatMap((path) => byPath.get(path) ?? []);
  const allowed = await Promise.all(uris.map(mayGoAlong));
  return uris.filter((_, index) => allowed[index]).map((each) => fileItem(each.toString(), pathOf(each)));
}
