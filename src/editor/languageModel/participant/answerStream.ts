import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { type AnswerEvent, type Problem, problemOf } from '../../../engine/failover';
import { capitalised, failureClause, type Route } from '../../../engine/model';
import { CommittedAnswer } from '../../../engine/server';

type Stream = Pick<vscode.ChatResponseStream, 'markdown' | 'progress'>;

export type AnswerOutcome =
  | { readonly type: 'done'; readonly route: Route; readonly isWhole: boolean }
  /** `problem`: absent where all is said in `message`. */
  | { readonly type: 'failed'; readonly message: string; readonly problem?: Problem }
  | { readonly type: 'stopped' };

/**
 * Shows an answer in VS Code's Chat as it is written. What is shown there stays: an answer that begins again is shown below a line. VS Code
 * 1.139 folds all that stands before a progress up with it, so that a move in mid-answer is a note for the end.
 */
export class AnswerStream {
  /** What counts of the answer. */
  text = '';
  /** What is to be said of it behind its end, a sentence each. */
  readonly notes: string[] = [];
  private committed = new CommittedAnswer(false);

  constructor(private readonly stream: Stream) {}

  async write(events: AsyncIterable<AnswerEvent>): Promise<AnswerOutcome> {
    for await (const event of events) {
      this.tell(event);
      for (const step of this.committed.push(event)) {
        if (step.type === 'event' && step.event.type === 'text') this.show(step.event.text);
        else if (step.type === 'problem' && event.type !== 'failed')
          return { type: 'failed', message: step.problem.message };
      }
      if (event.type === 'done') return { type: 'done', route: event.route, isWhole: event.reason !== 'length' };
      if (event.type === 'cancelled') return { type: 'stopped' };
      if (event.type === 'failed') return failed(problemOf(event.failure, this.text !== ''));
    }
    return { type: 'stopped' };
  }

  private show(text: string): void {
    this.text += text;
    this.stream.markdown(text);
  }

  private tell(event: AnswerEvent): void {
    if (event.type === 'choice-dropped') {
      this.stream.progress(l10n.t('{0}, so {1} is asked.', capitalised(event.why), event.to.label));
    }
    if (event.type !== 'switched') return;
    const why = capitalised(failureClause(event.from, event.failure));
    switch (event.mode) {
      case 'before-text':
        this.stream.progress(l10n.t('{0}, so {1} is asked.', why, event.to.label));
        return;
      case 'continued':
        this.notes.push(l10n.t('{0}, so {1} went on.', why, event.to.label));
        return;
      case 'restarted':
        this.notes.push(l10n.t('{0}, so {1} began again.', why, event.to.label));
        this.stream.markdown('\n\n---\n\n');
        this.text = '';
        this.committed = new CommittedAnswer(false);
    }
  }
}

function failed(problem: Problem): AnswerOutcome {
  const { title, reasons, advice } = problem;
  return { type: 'failed', message: [title, ...reasons, advice].join(' '), problem };
}
