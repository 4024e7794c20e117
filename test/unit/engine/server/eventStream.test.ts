import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { EventStream } from '../../../../src/engine/server/http/eventStream';

class Response extends EventEmitter {
  readonly written: string[] = [];
  destroyed = false;
  headersSent = true;
  writableNeedDrain = false;
  readonly writableHighWaterMark = 100;

  write(text: string): boolean {
    this.written.push(text);
    return !this.writableNeedDrain;
  }

  end(): void {
    this.written.push('end');
  }
}

function opened() {
  const response = new Response();
  const limits = { writeTimeoutMs: 60_000, quietMs: 60_000 };
  return { response, stream: new EventStream(response as unknown as ServerResponse, limits) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('EventStream', () => {
  it('writes events that come together in one piece, and those that come later in another', async () => {
    const { response, stream } = opened();
    for (const data of ['a', 'b', 'c']) await stream.write([{ data }]);
    await turn();
    await stream.write([{ data: 'd' }]);
    await turn();
    assert.deepEqual(response.written, ['data: a\n\ndata: b\n\ndata: c\n\n', 'data: d\n\n']);
  });

  it('writes all that came before its end', async () => {
    const { response, stream } = opened();
    await stream.write([{ data: 'a' }]);
    stream.end();
    await turn();
    assert.deepEqual(response.written, ['data: a\n\n', 'end']);
  });

  it('keeps no more than there is room for, and waits until there is room again', async () => {
    const { response, stream } = opened();
    response.writableNeedDrain = true;
    let isDone = false;
    const writing = stream.write([{ data: 'x'.repeat(200) }]).then(() => (isDone = true));
    assert.equal(response.written.length, 1);
    await turn();
    assert.equal(isDone, false);
    response.emit('drain');
    await writing;
  });
});
