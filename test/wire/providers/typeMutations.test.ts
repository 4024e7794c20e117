import assert from 'node:assert/strict';
import { fromArchive } from '../../../src/engine/chat/store/chatArchive';
import { answerAfter, emptyAnswer } from '../../../src/engine/chat/conversation/answerState';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { archived } from '../../unit/engine/chat/fixtures';
import { converseEventOf } from '../../../tools/wire/amazonFrames';
import { userSays } from './support/fixtures';
import { foreignStreams, missing } from './support/foreign';
import { inMemory, inPieces } from './support/inMemory';
import { askManager, healthy, shownBy } from './support/managed';
import { wireProtocols } from './support/protocols';
import { bytesOf } from './support/wireProtocol';

const spoken = 'The healthy one answers.';

/** JSON in the place of a value, as text, since some of it is no value of JavaScript's JSON. */
const others = [
  'null',
  '7',
  '-1',
  '1e999',
  'NaN',
  '"a"',
  '""',
  '[]',
  '{}',
  '{"a":[{"b":null}]}',
  'true',
  '1e300',
  '"\\ud83d"',
];

interface Sample {
  readonly type: ProviderType;
  readonly model: string;
  readonly baseUrl?: string;
  readonly preset?: string;
  /** Texts of JSON in their frames. */
  readonly frames: readonly string[];
  /** What a frame is sent as, where it is no text. */
  readonly framed?: (frame: string) => string;
}

/** The first event of each shape, and the last ones, so that the answer still has its end. */
function sampled(frames: readonly string[]): string[] {
  const shapes = new Set<string>();
  return frames.filter((frame, index) => {
    const shape = frame.replace(/"(?:[^"\\]|\\.)*"(?!\s*:)|\d+/g, '');
    const isNew = shapes.size < 9 && !shapes.has(shape) && frame.length < 4_000;
    shapes.add(shape);
    return isNew || index >= frames.length - 3;
  });
}

function samples(): Sample[] {
  const texts = wireProtocols.filter(({ encoding }) => encoding === undefined);
  const own = texts.map(({ type, model, basePath, start, text, end, toolCall }) => ({
    type,
    model,
    baseUrl: `http://127.0.0.1:1${basePath}`,
    frames: (start + text('one ') + text('two') + toolCall + end).match(/[^]+?\n+(?=event|data|\{|$)/g) ?? [],
  }));
  const foreign = foreignStreams().map(({ encoding, events, ...stream }) =>
    encoding === undefined
      ? { ...stream, frames: sampled(stream.frames) }
      : { ...stream, frames: sampled(events.map((event) => JSON.stringify(event))), framed: converseEventOf },
  );
  return [...own, ...foreign];
}

/** A stretch of one frame with another value in its place. */
interface Mutation {
  readonly index: number;
  readonly at: number;
  readonly end: number;
  readonly other: string;
}

/** The frame with another value at each place, one at a time. */
function* mutations(frame: string, index: number): Generator<Mutation> {
  const start = frame.indexOf('{');
  if (start < 0) return;
  const value = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|\{\}|\[\]/g;
  for (const found of frame.matchAll(value)) {
    const at = found.index;
    const end = at + found[0].length;
    if (at < start || /^\s*:/.test(frame.slice(end, end + 9))) continue;
    for (const other of others) yield { index, at, end, other };
  }
}

function mutated({ frames, framed }: Sample, { index, at, end, other }: Mutation): string {
  const frame = frames[index] ?? '';
  const changed = frame.slice(0, at) + other + frame.slice(end);
  const all = [...frames.slice(0, index), changed, ...frames.slice(index + 1)];
  return (framed ? all.map(framed) : all).join('');
}

/** Evenly spread over all there are; a number in EVERPAIR_SEED takes others. */
function sampleOf(sample: Sample): string[] {
  const all = sample.frames.flatMap((frame, index) => [...mutations(frame, index)]);
  const step = Math.max(1, Math.floor(all.length / 25));
  const first = (Number(process.env['EVERPAIR_SEED']) || 0) % step;
  return all.filter((_, index) => index % step === first).map((mutation) => mutated(sample, mutation));
}

const nonsense = /\[object|undefined|NaN|Infinity|null/;

function check(events: readonly AnswerEvent[], body: string): void {
  const last = events.at(-1);
  assert.ok(last?.type === 'done' || last?.type === 'failed', body);
  const shown = shownBy(events);
  if (last.type === 'done') assert.notEqual(shown.trim(), '', body);
  assert.ok(!nonsense.test(shown), `${shown}\n${body}`);
  assert.ok(!/[\ud800-\udbff](?![\udc00-\udfff])/.test(shown), body);
  const answer = events.reduce((before, event) => answerAfter(before, event), emptyAnswer);
  const conversation = {
    turns: [{ id: '1', askedAt: 0, prompt: 'p', attachments: [], images: [], answer }],
    draft: '',
  };
  assert.deepEqual(fromArchive(archived(conversation))?.conversation.turns[0]?.answer.text, shown, body);
}

describe('streams with values of other types', function () {
  this.timeout(300_000);

  it('end in the manager with an answer, or with the answer of another, and nothing that is none', async () => {
    let count = 0;
    for (const sample of samples()) {
      await Promise.all(
        sampleOf(sample).map(async (body) => {
          count += 1;
          const respond = inPieces([bytesOf({ encoding: sample.framed ? 'latin1' : 'utf8' }, body)], {
            headers: { 'content-type': 'text/event-stream' },
          });
          check(await askManager([inMemory(sample, respond), healthy('b', spoken)], userSays('hi')), body);
        }),
      );
    }
    console.log(`      ${count} mutations`);
    assert.ok(missing !== undefined || count >= 2_500, `${count}`);
  });
});
