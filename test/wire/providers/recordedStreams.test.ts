import assert from 'node:assert/strict';
import { failureKinds } from '../../../src/engine/model/failure';
import type { StreamEvent } from '../../../src/engine/model/stream';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { countOfOthers, type ForeignStream, foreignBodies, foreignStreams, missing } from './support/foreign';
import { inMemory, inPieces } from './support/inMemory';
import { askManager, healthy, shownBy } from './support/managed';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
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

function spread(length: number, most: number): number[] {
  const step = Math.max(1, Math.floor(length / most));
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
    if (missing === undefined)
      console.log(`      ${streams.length} read; ${countOfOthers()} of Bedrock and Google are not spoken here`);
  });

  for (const stream of streams) {
    it(`are read exactly: ${stream.name}`, async () => {
      const events = await read(stream, [bytes(stream.frames.join(''))]);
      assert.equal(textOfEvents(events), stream.text);
      const last = endOf(events);
      assert.equal(last?.type, stream.isGood ? 'done' : 'failed', JSON.stringify(last));
      const names = events.flatMap((event) => (event.type === 'tool-call' ? event.name : []));
      if (!stream.name.includes('spliced')) assert.deepEqual(names, stream.isGood ? stream.calls : []);
      else assert.equal(names.length, 1);
    });
  }

  it('show all that their models thought, and nothing of it in the text', async () => {
    let thinking = 0;
    for (const stream of streams) {
      const events = await read(stream, [bytes(stream.frames.join(''))]);
      const shown = events.map((event) => (event.type === 'thinking' ? event.text : '')).join('');
      assert.equal(shown, stream.thinking, stream.name);
      if (shown !== '') thinking += 1;
    }
    assert.ok(thinking >= 8, `${thinking} think`);
  });

  it('are never called whole when they are cut between events', async () => {
    let cuts = 0;
    for (const stream of streams) {
      const places = spread(stream.frames.length, 24);
      cuts += places.length;
      await Promise.all(
        places.map(async (place) => {
          const body = stream.frames.slice(0, place).join('');
          checkCut(stream, await read(stream, [bytes(body)]), `${stream.name}, ${place} events`);
        }),
      );
    }
    console.log(`      ${cuts} cuts of ${streams.length} streams`);
  });

  it('are never called whole when they are cut at any byte', async () => {
    for (const stream of streams) {
      const all = bytes(stream.frames.join(''));
      const end = all.length - 240;
      const places = [...spread(all.length, 12), ...spread(240, 24).map((place) => Math.max(0, end + place))];
      await Promise.all(
        places.map(async (place) => {
          checkCut(stream, await read(stream, [all.slice(0, place)]), `${stream.name}, ${place} bytes`);
        }),
      );
    }
  });

  it('are never called whole when a short one of each protocol is cut at every byte', async () => {
    let cuts = 0;
    const size = ({ frames }: ForeignStream): number => frames.join('').length;
    for (const type of new Set(streams.map((each) => each.type))) {
      const own = streams.filter((each) => each.type === type && each.isGood && size(each) < longestOfSample);
      own.sort((a, b) => size(a) - size(b));
      const sample = [own.find(({ text }) => text.length > 20), own.find(({ calls }) => calls.length > 0)];
      for (const stream of sample.filter((each) => each !== undefined)) {
        const all = bytes(stream.frames.join(''));
        for (let place = 0; place < all.length; place += 1) {
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
        spread(stream.frames.length, 6).map(async (place) => {
          cuts += 1;
          const body = bytes(stream.frames.slice(0, place).join(''));
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
      const [like] = streams.filter((stream) =>
        stream.name.startsWith(vendor === 'google' ? 'mistral/' : `${vendor}/`),
      );
      assert.ok(like);
      const status = /"error": \{/.test(body) ? (vendor === 'google' ? 429 : 400) : 200;
      const fetch = inPieces([bytes(body)], { status, headers: { 'content-type': 'application/json' } });
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
