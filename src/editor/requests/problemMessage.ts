import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Problem } from '../../engine/failover';
import { commandIds } from '../ids';

/** Buttons of a notification; more do not fit. */
const maxButtons = 3;

type Action = Exclude<Problem['actions'][number], 'retry'>;

/** Says in a notification why nobody answered a request that is no chat, and offers what can be done. Never rejects. */
export async function showProblem(problem: Problem, retry: () => unknown): Promise<void> {
  const offered = problem.actions.slice(0, maxButtons).map((action): readonly [string, () => unknown] => {
    if (action === 'retry') return [l10n.t('Try again'), retry];
    const { title, command } = commandFor(action);
    return [title, () => vscode.commands.executeCommand(command)];
  });
  const text = `Everpair: ${[problem.title, ...problem.reasons, problem.advice].join(' ')}`;
  const answer = await vscode.window.showWarningMessage(text, ...offered.map(([label]) => label));
  await offered.find(([label]) => label === answer)?.[1]();
}

/** What can be done about a problem besides asking again. */
export function problemCommands({ actions }: Problem): readonly vscode.Command[] {
  return actions.flatMap((action) => (action === 'retry' ? [] : [commandFor(action)]));
}

function commandFor(action: Action): vscode.Command {
  const commands: Readonly<Record<Action, vscode.Command>> = {
    'switch-provider': { title: l10n.t('Switch provider'), command: commandIds.switchProvider },
    'set-api-key': { title: l10n.t('Set API key'), command: commandIds.setApiKey },
    'open-boundary': { title: l10n.t('Open boundary setting'), command: commandIds.openBoundary },
    'open-budgets': { title: l10n.t('Open budget setting'), command: commandIds.openBudgets },
    'open-settings': { title: l10n.t('Open settings'), command: commandIds.openSettings },
    'show-log': { title: l10n.t('Show log'), command: commandIds.showLog },
  };
  return commands[action];
}
