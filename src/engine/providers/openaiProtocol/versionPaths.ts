import type OpenAI from 'openai';
import type { StreamEvent } from '../../model/stream/stream';
import { otherVersionPath } from '../http/baseUrl';
import type { ClientPool } from '../http/clientPool';
import { openAiClients } from './openaiClient';

/**
 * The clients of a host. The base URL may lack a version that the host requires, or have a version that the host
 * rejects. Where one address has no such path the other is asked, and kept as long as it answers. A wrong address costs
 * no tokens.
 */
export class VersionPaths {
  private readonly pools: readonly ClientPool<OpenAI>[];
  private current = 0;

  constructor(baseUrl: string) {
    const other = otherVersionPath(baseUrl);
    this.pools = [baseUrl, ...(other === undefined ? [] : [other])].map((url) => openAiClients(url));
  }

  get clients(): ClientPool<OpenAI> {
    const pool = this.pools[this.current];
    if (!pool) throw new RangeError('There is no such pool.');
    return pool;
  }

  /** The stream at one of both addresses; fails as `wrong-address` only where both lack the path. */
  async *stream(
    open: (clients: ClientPool<OpenAI>) => AsyncIterable<StreamEvent>,
  ): AsyncGenerator<StreamEvent, void, undefined> {
    const first = this.current;
    for (const isLast of this.pools.length > 1 ? [false, true] : [true]) {
      let isWrong = false;
      for await (const event of open(this.clients)) {
        isWrong = event.type === 'failed' && event.failure.kind === 'wrong-address';
        if (isWrong && !isLast) break;
        yield event;
      }
      if (!isWrong) return;
      this.current = isLast ? first : 1 - first;
    }
  }
}
