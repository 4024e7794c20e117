import type { Failure } from '../../model/failure';
import type { StreamEvent } from '../../model/stream';
import { type Join, ContinuationMerger } from './continuationMerger';
import type { Resume } from './continuationRequest';

/** One model's attempt to go on with an answer that broke off: its stream is judged here before anything of it is shown. */
export class Continuation {
  private joiner: ContinuationMerger;
  private readonly joins: Join[] = [];

  constructor(
    readonly resume: Resume,
    /** What the surface shows. */
    private readonly shown: string,
    private readonly label: string,
  ) {
    this.joiner = this.newJoiner();
  }

  /** The event as it is; a failure in its place as soon as what came can be no continuation. */
  judge(event: StreamEvent): StreamEvent {
    if (event.type === 'text') this.keep(this.joiner.push(event.text));
    else if (event.type === 'text-was-thinking') this.forget();
    else if (event.type === 'done') this.keep(this.joiner.end());
    else if (event.type !== 'failed' || event.failure.kind !== 'empty') return event;
    else return this.refusal();
    return this.joiner.isRefused ? this.refusal() : event;
  }

  /** What the surface has to do since the last call. */
  take(): readonly Join[] {
    return this.joins.splice(0);
  }

  private newJoiner(): ContinuationMerger {
    return new ContinuationMerger(this.resume.seam, this.shown, this.resume.prefill);
  }

  /** What came was no answer yet. */
  private forget(): void {
    this.joins.length = 0;
    this.joiner = this.newJoiner();
  }

  private keep(join: Join | undefined): void {
    if (join) this.joins.push(join);
  }

  private refusal(): Extract<StreamEvent, { type: 'failed' }> {
    const message = `${this.label} did not go on with the answer.`;
    const failure: Failure = { kind: 'not-continued', scope: 'request', message };
    return { type: 'failed', failure };
  }
}
