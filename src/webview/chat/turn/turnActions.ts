import type { ViewCommand } from '../../../engine/chat/view';
import type { ContentActions } from '../markdown/nodes/codeBlock';

/** What a reader can do with the answer that failed, broke off or waits. */
export interface ProblemActions {
  retry(): void;
  /** Lets the next provider go on with this answer. */
  goOn(): void;
  /** Asks again by the successor of a retired model. */
  useInstead(): void;
  run(command: ViewCommand): void;
}

/** What a reader can do with a turn. The ids are those of turns. */
export interface TurnActions extends Pick<ContentActions, 'copy' | 'insert' | 'openLink'>, ProblemActions {
  /** Shows what a code block would change. `before`: code blocks of the same text before it in the answer. */
  applyBlock(turnId: string, text: string, before: number): void;
  applyAll(turnId: string): void;
  edit(turnId: string, prompt: string): void;
  /** `choose`: the user picks the model first. */
  regenerate(turnId: string, choose: boolean): void;
  fork(turnId: string): void;
  showBranch(turnId: string): void;
  /** The turns are sent again for which the summary of a turn stands. */
  dropSummary(turnId: string): void;
  stopWaiting(turnId: string): void;
  sendElsewhere(turnId: string): void;
}
