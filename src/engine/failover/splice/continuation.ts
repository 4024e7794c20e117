import * as l10n from '@vscode/l10n';
import type { Failure } from '../../model/failure/failure';
import type { StreamEvent } from '../../model/stream/stream';
import { type Join, ContinuationMerger } from './continuationMerger';
import type { Resume } from './continuationRequest';

/** One model's attempt to go on with an answer that broke off. Nothing of its stream is shown before it is inspected here. */
export class Continuation {
  private merger: ContinuationMerger;
  private readonly joins: Join[] = [];

  constructor(
    readonly resume: Resume,
    /** The text on the surface. */
    private readonly shown: string,
    private readonly label: string,
  ) {
    this.merger = this.newMerger();
  }

  /** The event itself, or a failure in its place as soon as the reply can be no continuation. */
  inspect(event: StreamEvent): StreamEvent {
    if (event.type === 'text') this.keep(this.merger.push(event.text));
    else if (event.type === 'text-was-thinking') this.forget();
    else if (event.type === 'done') this.keep(this.merger.end());
    else if (event.type !== 'failed' || event.failure.kind !== 'empty') return event;
    else return this.refusal();
    return this.merger.isRefused ? this.refusal() : event;
  }

  /** What the surface has to do for the events since the last call. */
  take(): readonly Join[] {
    return this.joins.splice(0);
  }

  private newMerger(): ContinuationMerger {
    return new ContinuationMerger(this.resume.cutPoint, this.shown, this.resume.prefill);
  }

  /** The text so far was reasoning and no answer. */
  private forget(): void {
    this.joins.length = 0;
    this.merger = this.newMerger();
  }

  private keep(join: Join | undefined): void {
    if (join) this.joins.push(join);
  }

  private refusal(): Extract<StreamEvent, { type: 'failed' }> {
    const message = l10n.t('{0} did not go on with the answer.', this.label);
    const failure: Failure = { kind: 'not-continued', scope: 'request', message };
    return { type: 'failed', failure };
  }
}
