import type { Failure } from '../../../src/engine/model/failure/failure';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { ProviderId } from '../world/remote';
import type { SimulatedProvider } from '../provider/simulatedProvider';

/** One request as a client sees it that looks no closer than the SDKs do. */
export interface Exchange {
  readonly by: ProviderId;
  readonly text: string;
  readonly end: 'whole' | 'refused' | 'broken' | 'given-up';
  /** Absent when it ended as if all were well, which a socket closed in mid-answer does too. */
  readonly failure?: Failure;
}

export async function exchange(
  provider: SimulatedProvider,
  request: ChatRequest,
  signal: AbortSignal,
  onFirstContent: () => void = () => undefined,
): Promise<Exchange> {
  const by = provider.id;
  let text = '';
  let accepted = false as boolean;
  const onHeaders = (): void => {
    accepted = true;
  };
  for await (const event of provider.chat(provider.model, request, { signal, onHeaders })) {
    if (event.type === 'text') {
      if (text === '') onFirstContent();
      text += event.text;
    } else if (event.type === 'failed') {
      const { failure } = event;
      if (failure.kind === 'cancelled') return { by, text, end: 'given-up', failure };
      if (isCleanEnd(failure)) return { by, text, end: 'whole' };
      return { by, text, end: accepted ? 'broken' : 'refused', failure };
    }
  }
  return { by, text, end: 'whole' };
}

/** To a client that asks for no end marker, a closed socket is the end of the answer. */
function isCleanEnd({ kind, code }: Failure): boolean {
  return kind === 'empty' || (kind === 'stream-cut' && code === undefined);
}
