import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { inMemory, inPieces } from './support/inMemory';
import { bytesOf } from './support/wireProtocol';
import { type Recording, recordings } from './support/recordings';

const hole = { prefix: 'a', suffix: 'b', maxOutputTokens: 9, temperature: 0, stop: [] };

async function eventsOf(recording: Recording, pieces: readonly Uint8Array[]): Promise<StreamEvent[]> {
  const fetch = inPieces(pieces, { headers: { 'content-type': recording.contentType } });
  const provider = inMemory(recording, fetch);
  const call = { signal: new AbortController().signal };
  const { model, fim } = recording;
  const events = await collect(fim ? provider.fim(model, hole, call) : provider.chat(model, userSays('hi'), call));
  // Where the host gives none, a call gets an id by chance.
  return events.map((event) =>
    event.type === 'tool-call' && recording.type === 'ollama' ? { ...event, id: '' } : event,
  );
}

function* inTwoPieces(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let cut = 1; cut < bytes.length; cut += 1) yield [bytes.subarray(0, cut), bytes.subarray(cut)];
}

/** Bytes of a piece. */
const step = 16;

function* inManyPieces(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let first = 1; first <= step; first += 1) {
    const pieces = [bytes.subarray(0, first)];
    for (let at = first; at < bytes.length; at += step) pieces.push(bytes.subarray(at, at + step));
    yield pieces;
  }
}

for (const recording of recordings) {
  describe(`${recording.type}, ${recording.name}`, () => {
    const bytes = bytesOf(recording, recording.body);
    let whole: StreamEvent[];

    before(async () => (whole = await eventsOf(recording, [bytes])));

    it('is read as it is', () => {
      assert.equal(textOfEvents(whole), recording.text);
      const last = whole.at(-1);
      assert.equal(last?.type === 'done' ? last.reason : last?.type, recording.ends, JSON.stringify(last));
      const calls = whole.filter(({ type }) => type === 'tool-call');
      assert.equal(calls.length, recording.ends === 'tool-calls' ? 1 : 0);
    });

    it('is the same cut at every byte', async () => {
      for (const pieces of recording.inTwo ? inTwoPieces(bytes) : inManyPieces(bytes)) {
        const lengths = pieces.map(({ length }) => length).join(' + ');
        assert.deepEqual(await eventsOf(recording, pieces), whole, lengths);
      }
    });

    it('is the same byte by byte, also with empty pieces between', async () => {
      const single = [...bytes].map((byte) => Uint8Array.of(byte));
      assert.deepEqual(await eventsOf(recording, single), whole);
      const empty = single.flatMap((byte) => [byte, new Uint8Array()]);
      assert.deepEqual(await eventsOf(recording, empty), whole);
    });
  });
}
