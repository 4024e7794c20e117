import type { AnswerEvent } from '../../../../src/engine/failover/api/answer';
import { createEngine } from '../../../../src/engine/failover/createEngine';
import { defaultPolicy } from '../../../../src/engine/failover/api/policy';
import { systemClock } from '../../../../src/engine/model/async/clock';
import { silentLog } from '../../../../src/engine/model/log';
import type { Provider } from '../../../../src/engine/model/provider/provider';
import type { ChatRequest } from '../../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import { type Manner, toWrite } from '../../../properties/support/idealModel';
import { link } from '../../../unit/engine/failover/engine';

/** A provider that knows the answer and does what it is asked to. */
export function healthy(id: string, answer: string, manner: Manner = 'exactly'): Provider {
  return {
    id,
    type: 'openai-compatible',
    chat: (_model, request, call) => told(toWrite(answer, request, manner), call.onRequest),
    fim: () => told(answer),
    fimSupport: () => Promise.resolve('none'),
    listModels: () => Promise.resolve({ ok: true, models: [] }),
  };
}

async function* told(text: string, onRequest?: () => void): AsyncGenerator<StreamEvent> {
  onRequest?.();
  await Promise.resolve();
  yield { type: 'text', text };
  yield { type: 'done', reason: 'stop' };
}

/** All events of one request to a chain of its own, in which nobody is known to be ill. */
export async function askManager(providers: readonly Provider[], request: ChatRequest): Promise<AnswerEvent[]> {
  const engine = createEngine({
    clock: systemClock,
    random: () => 0.5,
    log: silentLog,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  engine.manager.setChain(providers.map((provider) => link(provider, { type: provider.type })));
  const events: AnswerEvent[] = [];
  try {
    for await (const event of engine.manager.chat(request, { signal: new AbortController().signal }))
      events.push(event);
  } finally {
    engine.dispose();
  }
  return events;
}

/** What the surface shows in the end. */
export function shownBy(events: readonly AnswerEvent[]): string {
  return events.reduce((shown, event) => {
    if (event.type === 'text') return shown + event.text;
    return event.type === 'retract' ? shown.slice(0, event.length) : shown;
  }, '');
}
