import { type Clock, sleep } from '../../../src/engine/model/async/clock';
import type { Failure } from '../../../src/engine/model/failure/failure';
import type { CallOptions, Provider } from '../../../src/engine/model/provider/provider';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { ChatOnlyProvider } from '../../simulation/chatOnlyProvider';
import { Draws } from '../../simulation/draws';
import { type Fate, localFate, remoteFate, remotePace } from './fate';
import type { LocalModel } from './localModel';
import type { OutageModel } from '../world/outageModel';
import { answerTo, numberOf, wholeAnswer } from './question';
import { type ProviderId, type Remote, remoteFacts } from '../world/remote';
import type { Sent, Traffic } from './traffic';
import type { World } from '../world/world';

const piecesInAnswer = 4;
const pieceLength = Math.ceil(wholeAnswer.length / piecesInAnswer);

interface Deps {
  readonly world: World;
  readonly outages: Pick<OutageModel, 'background' | 'disobeying'>;
  readonly clock: Clock;
  readonly traffic: Traffic;
}

export abstract class SimulatedProvider extends ChatOnlyProvider implements Provider {
  abstract readonly id: ProviderId;
  abstract readonly type: Provider['type'];
  /** The model that is set for it now. */
  abstract readonly model: string;

  constructor(protected readonly deps: Deps) {
    super();
  }

  async *chat(_model: string, request: ChatRequest, call: CallOptions): AsyncGenerator<StreamEvent, void, undefined> {
    const { clock, traffic, world, outages } = this.deps;
    const number = numberOf(request);
    const asked = traffic.count(number, this.id);
    const fate = this.fateOf(number, asked);
    const sent: Sent = { provider: this.id, at: clock.now(), fate, words: 0 };
    traffic.add(number, sent);
    const text = answerTo(request, outages.disobeying, new Draws(world.seed, keys.disobedience, number, asked));
    call.onRequest?.();
    try {
      yield* this.answer(number, sent, text, call);
    } finally {
      traffic.ended(sent, clock.now());
    }
  }

  private async *answer(number: number, sent: Sent, answer: string, call: CallOptions): AsyncGenerator<StreamEvent> {
    const { clock } = this.deps;
    const { fate } = sent;
    await this.settle(number, fate, call.signal);
    await sleep(clock, fate.headersMs, call.signal);
    if (!call.signal.aborted) {
      if (fate.fault === 'refused') {
        yield endOf(fate, false);
        return;
      }
      call.onHeaders?.();
      await sleep(clock, fate.thinkingMs, call.signal);
    }
    for (const text of piecesUntilFault(answer, fate)) {
      if (call.signal.aborted) break;
      sent.words += text.split(' ').length - 1;
      yield { type: 'text', text };
      await sleep(clock, fate.pieceMs, call.signal);
    }
    if (fate.fault === 'silence') await aborted(call.signal);
    sent.whole = fate.fault === 'none' && !call.signal.aborted;
    yield endOf(fate, call.signal.aborted);
  }

  /** What would become of the question's next request if it were sent now. */
  abstract fateOf(question: number, asked: number): Fate;

  protected abstract settle(question: number, fate: Fate, signal: AbortSignal): Promise<void>;
}

/** Milliseconds of a whole answer. */
export function durationOf({
  headersMs,
  thinkingMs,
  pieceMs,
}: Pick<Fate, 'headersMs' | 'thinkingMs' | 'pieceMs'>): number {
  return headersMs + thinkingMs + piecesInAnswer * pieceMs;
}

export class SimulatedRemote extends SimulatedProvider {
  readonly type: Provider['type'];

  constructor(
    readonly id: Remote,
    deps: Deps,
  ) {
    super(deps);
    this.type = remoteFacts[id].type;
  }

  /** As the user's settings have it, who replaces a model that was retired. */
  get model(): string {
    const { world, clock } = this.deps;
    const replaced = world.modelsReplaced(this.id, clock.now());
    return `${remoteFacts[this.id].model}-${replaced + 1}`;
  }

  fateOf(question: number, asked: number): Fate {
    const { world, clock, outages } = this.deps;
    return remoteFate(world, outages.background, this.id, clock.now(), this.draws(question, asked));
  }

  /** Milliseconds that the whole answer takes when nothing is wrong. */
  healthyMs(question: number): number {
    return durationOf(remotePace(this.draws(question, 0)));
  }

  private draws(question: number, asked: number): Draws {
    return new Draws(this.deps.world.seed, keys[this.id], question, asked);
  }

  protected settle(): Promise<void> {
    return Promise.resolve();
  }
}

export class SimulatedOllama extends SimulatedProvider {
  readonly id = 'ollama';
  readonly type = 'ollama';
  readonly model = 'local';
  private warmUps = 0;

  constructor(
    deps: Deps,
    private readonly memory: LocalModel,
  ) {
    super(deps);
  }

  fateOf(question: number, asked: number): Fate {
    const { world, clock } = this.deps;
    return localFate(world, clock.now(), new Draws(world.seed, keys.ollama, question, asked));
  }

  async warmUp(_model: string, keepAliveMs: number, signal: AbortSignal): Promise<boolean> {
    const { world, clock } = this.deps;
    if (world.localIsOff(clock.now())) return false;
    this.warmUps += 1;
    await this.memory.use(new Draws(world.seed, keys.warmUp, this.warmUps), signal, keepAliveMs);
    return !signal.aborted;
  }

  protected async settle(question: number, fate: Fate, signal: AbortSignal): Promise<void> {
    if (fate.fault !== 'none') return;
    await this.memory.use(new Draws(this.deps.world.seed, keys.load, question), signal);
  }
}

/** Streams of random numbers of a world that belong to nothing else. */
const keys = {
  anthropic: 11,
  openai: 12,
  ollama: 13,
  load: 14,
  warmUp: 15,
  google: 16,
  'anthropic-second': 17,
  'anthropic-at-aws': 18,
  disobedience: 19,
} as const;

/** The answer in pieces, up to where the fault strikes. */
function piecesUntilFault(answer: string, { fault, strikesAfter }: Fate): readonly string[] {
  const end = fault === 'none' ? answer.length : Math.ceil(answer.length * strikesAfter);
  const pieces: string[] = [];
  for (let at = 0; at < end; at += pieceLength) pieces.push(answer.slice(at, Math.min(at + pieceLength, end)));
  return pieces;
}

function endOf({ failure }: Fate, isAborted: boolean): StreamEvent {
  if (isAborted) return { type: 'failed', failure: gone };
  return failure ? { type: 'failed', failure } : { type: 'done', reason: 'stop' };
}

const gone: Failure = { kind: 'cancelled', scope: 'request', message: 'Cancelled.' };

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
