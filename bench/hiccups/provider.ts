import { type Clock, sleep } from '../../src/engine/model/async/clock';
import type { Failure } from '../../src/engine/model/failure/failure';
import type { CallOptions, Provider } from '../../src/engine/model/provider/provider';
import type { ChatRequest } from '../../src/engine/model/request/request';
import type { StreamEvent } from '../../src/engine/model/stream/stream';
import type { Draws } from '../simulation/draws';
import { remotePace } from '../availability/provider/fate';
import { answerTo, wholeAnswer } from '../availability/provider/question';
import { remoteFacts } from '../availability/world/remote';
import { ChatOnlyProvider } from '../simulation/chatOnlyProvider';

/** What becomes of a request; undefined where it goes well. */
export interface Breaking {
  readonly failure: Failure;
  /** Share of the answer that comes before it. */
  readonly strikesAfter: number;
}

const pieceCount = 40;

/** A cloud provider at the pace of the simulated years, with the given failures. */
export class ScriptedCloud extends ChatOnlyProvider implements Provider {
  readonly type: Provider['type'];
  readonly model: string;
  /** One for each request in turn; later requests go well. */
  script: readonly (Breaking | undefined)[] = [];
  requests = 0;
  /** When the first failure was known, in milliseconds. */
  failedAt: number | undefined;

  constructor(
    readonly id: 'anthropic' | 'openai',
    private readonly clock: Clock,
    private readonly draws: Draws,
  ) {
    super();
    this.type = remoteFacts[id].type;
    this.model = remoteFacts[id].model;
  }

  async *chat(_model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent, void, undefined> {
    const breaking = this.script[this.requests];
    this.requests += 1;
    const { headersMs, thinkingMs, pieceMs } = remotePace(this.draws);
    call.onRequest?.();
    const isRefused = breaking?.strikesAfter === 0;
    await sleep(this.clock, isRefused ? this.draws.between(50, 400) : headersMs, call.signal);
    if (!isRefused && !call.signal.aborted) {
      call.onHeaders?.();
      await sleep(this.clock, thinkingMs, call.signal);
    }
    const answer = answerTo(request, 0, this.draws);
    const length = Math.ceil(wholeAnswer.length / pieceCount);
    const end = breaking ? Math.ceil(answer.length * breaking.strikesAfter) : answer.length;
    for (let at = 0; at < end && !call.signal.aborted; at += length) {
      yield { type: 'text', text: answer.slice(at, Math.min(at + length, end)) };
      // The simulated years send an answer in four.
      await sleep(this.clock, (pieceMs * 4) / pieceCount, call.signal);
    }
    if (call.signal.aborted) yield { type: 'failed', failure: { kind: 'cancelled', scope: 'request', message: '' } };
    else if (breaking) {
      this.failedAt ??= this.clock.now();
      yield { type: 'failed', failure: breaking.failure };
    } else yield { type: 'done', reason: 'stop' };
  }
}
