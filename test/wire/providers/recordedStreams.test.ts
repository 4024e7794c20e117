import assert from 'node:assert/strict';
import { failureKinds } from '../../../src/engine/model/failure/failure';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { type ForeignStream, foreignBodies, foreignStreams, missing } from './support/foreign';
import { inMemory, inPieces } from './support/inMemory';
import { baseUrls } from './support/protocols';
import { bytesOf } from './support/wireProtocol';
import { askManager, healthy, shownBy } from './support/managed';

const call = { signal: new AbortController().signal };
const streamed = { headers: { 'content-type': 'text/event-stream' } };

function read(stream: ForeignStream, pieces: readonly Uint8Array[]): Promise<StreamEvent[]> {
  const provider = inMemory(stream, inPieces(pieces, streamed));
  return collect(provider.chat(stream.model, userSays('hi'), call));
}

function endOf(events: readonly StreamEvent[]): StreamEvent | undefined {
  const ends = events.filter(({ type }) => type === 'done' || type === 'failed');
  assert.equal(ends.length, 1, JSON.stringify(ends));
  return ends[0];
}

/** Never whole when it is not, and no character that the recording does not have at this place. */
function checkCut(stream: ForeignStream, events: readonly StreamEvent[], name: string): void {
  const text = textOfEvents(events);
  assert.ok(stream.text.startsWith(text), `${name}: ${JSON.stringify(text.slice(-80))}`);
  if (endOf(events)?.type === 'done') assert.equal(text, stream.text, name);
}

/** More of them take minutes: EVERPAIR_CUTS=4 tries four times as many. */
const timesAsMany = Number(process.env['EVERPAIR_CUTS'] ?? 1);

function spread(length: number, most: number): number[] {
  const step = Math.max(1, Math.floor(length / (most * timesAsMany)));
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
}

const streams = foreignStreams();
/** Characters; each cut reads all that stands before it. */
const longestOfSample = 7_000;

describe('streams that others recorded', function () {
  this.timeout(300_000);

  before(function () {
    if (missing !== undefined) {
      console.log(`      skipped: ${missing}`);
      this.skip();
    }
  });

  after(() => {
    if (missing === undefined) console.log(`      ${streams.length} read`);
  });

  for (const stream of streams) {
    it(`are read exactly: ${stream.name}`, async () => {
      const events = await read(stream, [bytesOf(stream, stream.frames.join(''))]);
      assert.equal(textOfEvents(events), stream.text);
      const last = endOf(events);
      assert.equal(last?.type, stream.isGood ? 'done' : 'failed', JSON.stringify(last));
      const names = events.flatMap((event) => (event.type === 'tool-call' ? event.name : []));
      if (!stream.name.includes('spliced')) assert.deepEqual(names, stream.isGood ? stream.calls : []);
      else assert.equal(names.length, 1);
    });
  }

  it('are read the same where Vertex sends them', async () => {
    const types = { google: 'google-vertex', anthropic: 'anthropic-vertex' } as const;
    let read = 0;
    for (const stream of streams) {
      if (stream.type !== 'google' && stream.type !== 'anthropic') continue;
      const type = types[stream.type];
      const provider = inMemory(
        { ...stream, type, baseUrl: baseUrls[type] },
        inPieces([bytesOf(stream, stream.frames.join(''))], streamed),
      );
      const events = await collect(provider.chat(stream.model, userSays('hi'), call));
      assert.equal(textOfEvents(events), stream.text, stream.name);
      assert.equal(endOf(events)?.type, stream.isGood ? 'done' : 'failed', stream.name);
      read += 1;
    }
    assert.ok(read > 20, String(read));
  });

  it('show all that their models thought, and nothing of it in the text', async () => {
    let thinking = 0;
    for (const stream of streams) {
      const events = await read(stream, [bytesOf(stream, stream.frames.join(''))]);
      const shown = events.map((event) => (event.type === 'thinking' ? event.text : '')).join('');
      assert.equal(shown, stream.thinking, stream.name);
      if (shown !== '') thinking += 1;
    }
    assert.ok(thinking >= 8, `${thinking} think`);
  });

  it('are never called whole when they are cut between events', async () => {
    let cuts = 0;
    for (const stream of streams) {
      const places = spread(stream.frames.length, 5);
      cuts += places.length;
      await Promise.all(
        places.map(async (place) => {
          const body = stream.frames.slice(0, place).join('');
          checkCut(stream, await read(stream, [bytesOf(stream, body)]), `${stream.name}, ${place} events`);
        }),
      );
    }
    console.log(`      ${cuts} cuts of ${streams.length} streams`);
  });

  it('are never called whole when they are cut at any byte', async () => {
    for (const stream of streams) {
      const all = bytesOf(stream, stream.frames.join(''));
      const end = all.length - 240;
      const places = [...spread(all.length, 2), ...spread(240, 3).map((place) => Math.max(0, end + place))];
      await Promise.all(
        places.map(async (place) => {
          checkCut(stream, await read(stream, [all.slice(0, place)]), `${stream.name}, ${place} bytes`);
        }),
      );
    }
  });

  it('are never called whole when a short one of each protocol is cut at hundreds of places', async () => {
    let cuts = 0;
    const size = ({ frames }: ForeignStream): number => frames.join('').length;
    for (const type of new Set(streams.map((each) => each.type))) {
      const own = streams.filter((each) => each.type === type && each.isGood && size(each) < longestOfSample);
      own.sort((a, b) => size(a) - size(b));
      const sample = [own.find(({ text }) => text.length > 20), own.find(({ calls }) => calls.length > 0)];
      for (const stream of sample.filter((each) => each !== undefined)) {
        const all = bytesOf(stream, stream.frames.join(''));
        for (const place of spread(all.length, 200)) {
          cuts += 1;
          checkCut(stream, await read(stream, [all.slice(0, place)]), `${stream.name}, ${place} bytes`);
        }
      }
    }
    console.log(`      ${cuts} cuts`);
  });

  it('go on exactly in another provider, wherever they are cut', async () => {
    const texts = streams.filter(({ text, isGood, calls }) => isGood && text.length > 100 && calls.length === 0);
    let cuts = 0;
    for (const stream of texts) {
      await Promise.all(
        spread(stream.frames.length, 2).map(async (place) => {
          cuts += 1;
          const body = bytesOf(stream, stream.frames.slice(0, place).join(''));
          const first = inMemory(stream, inPieces([body], streamed));
          const events = await askManager([first, healthy('b', stream.text)], userSays('hi'));
          assert.equal(events.at(-1)?.type, 'done');
          assert.equal(shownBy(events), stream.text, `${stream.name}, ${place} events`);
        }),
      );
    }
    console.log(`      ${cuts} cuts of ${texts.length} answers`);
  });

  for (const { name, vendor, body } of foreignBodies()) {
    it(`have bodies with one verdict: ${name}`, async () => {
      const [like] = streams.filter((stream) => stream.name.startsWith(`${vendor}/`));
      assert.ok(like);
      const status = /"error": \{/.test(body) ? (vendor === 'google' ? 429 : 400) : 200;
      const fetch = inPieces([bytesOf({}, body)], { status, headers: { 'content-type': 'application/json' } });
      const last = endOf(await collect(inMemory(like, fetch).chat(like.model, userSays('hi'), call)));
      const verdict = last?.type === 'failed' ? last.failure.kind : last?.type;
      assert.equal(verdict, expectedOf(name), JSON.stringify(last));
      if (last?.type === 'failed') assert.ok(failureKinds.includes(last.failure.kind));
    });
  }
});

function expectedOf(name: string): string {
  if (name.includes('refusal')) return 'policy';
  if (name.includes('429')) return 'rate-limited';
  return name.includes('web-fetch') ? 'done' : 'bad-request';
}
