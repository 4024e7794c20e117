import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { type ImagePart, type Message, textMessage } from '../../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { count, counts, engine, fails, link, scripted, textShown } from '../engine';
import { failure, type RouteOptions } from '../fixtures';

const png: ImagePart = { type: 'image', mediaType: 'image/png' as const, data: 'AAAA', width: 10, height: 10 };
const shown: Message = { role: 'user', parts: [png, { type: 'text', text: 'Count.' }] };

/** The image stands with the question, or with an earlier one. */
const asked: ChatRequest = { messages: [shown] };
const earlier: ChatRequest = { messages: [shown, textMessage('assistant', 'Yes.'), textMessage('user', 'Count.')] };

const blind: RouteOptions = { traits: { images: false } };
const unknown: RouteOptions = { traits: { images: undefined } };
const refusal = failure('bad-request', 'request', { isBlind: true, status: 400 });

const imagesIn = ({ messages }: ChatRequest): number =>
  messages.flatMap(({ parts }) => parts).filter(({ type }) => type === 'image').length;

function attempts(events: readonly AnswerEvent[]): unknown[] {
  return events.flatMap((event) => (event.type === 'attempt' ? [[event.route.id, event.leftOut]] : []));
}

describe('A question with an image', () => {
  it('passes over a model that cannot see, and the switch says why', async () => {
    const a = scripted('a', counts);
    const events = await engine([link(a, blind), link(scripted('b', counts))]).ask(asked);
    assert.deepEqual(attempts(events), [['b/b-large', undefined]]);
    const switched = events.find((event) => event.type === 'switched');
    assert.deepEqual([switched?.from.id, switched?.failure.isBlind], ['a/a-large', true]);
    assert.equal(switched?.failure.message, 'a-large cannot see images.');
    assert.equal(a.requests.length, 0);
  });

  it('fails with the reason where nobody can see', async () => {
    const last = (await engine([link(scripted('a', counts), blind)]).ask(asked)).at(-1);
    assert.ok(last?.type === 'failed');
    assert.deepEqual(
      last.failure.skipped.map(({ reason, detail }) => [reason, detail]),
      [['capability', 'a-large cannot see images.']],
    );
  });

  it('passes over a host that does not take its type', async () => {
    const server = { images: { mediaTypes: ['image/jpeg'] } } as const;
    const events = await engine([link(scripted('a', counts), { server }), link(scripted('b', counts))]).ask(asked);
    const switched = events.find((event) => event.type === 'switched');
    assert.equal(switched?.failure.message, 'A takes no PNG images, only JPEG.');
    assert.equal(switched.failure.isBlind, undefined);
  });

  it('is put to a model of which nothing is known, and what its host says is remembered', async () => {
    const a = scripted('a', fails(refusal));
    const made = engine([link(a, unknown), link(scripted('b', counts))]);
    const first = await made.ask(asked);
    assert.deepEqual(attempts(first), [
      ['a/a-large', undefined],
      ['b/b-large', undefined],
    ]);
    assert.deepEqual(attempts(await made.ask(asked)), [['b/b-large', undefined]]);
    assert.equal(a.requests.length, 1);
    assert.equal(made.manager.status().providers[0]?.state, 'healthy');
  });

  it('learns from a host that its model sees, whatever the table says', async () => {
    const a = scripted('a', counts);
    a.seesImages = () => true;
    const made = engine([link(a, blind), link(scripted('b', counts))]);
    await made.ask();
    assert.deepEqual(attempts(await made.ask(asked)), [['a/a-large', undefined]]);
  });
});

describe('A conversation with an image in an earlier turn', () => {
  it('goes on with a model that cannot see, without the image, and says so', async () => {
    const a = scripted('a', counts);
    const events = await engine([link(a, blind)]).ask(earlier);
    assert.deepEqual(attempts(events), [['a/a-large', { turns: 0, images: 1 }]]);
    assert.deepEqual(a.requests.map(imagesIn), [0]);
    assert.equal(textShown(events), count(1, 40));
  });

  it('keeps the image for the next model that can see', async () => {
    const b = scripted('b', counts);
    const made = engine([link(scripted('a', fails(failure('rate-limited'))), blind), link(b)]);
    const events = await made.ask(earlier);
    assert.deepEqual(attempts(events), [
      ['a/a-large', { turns: 0, images: 1 }],
      ['b/b-large', undefined],
    ]);
    assert.deepEqual(b.requests.map(imagesIn), [1]);
  });

  it('is asked once more without it where the host says that its model cannot see', async () => {
    const a = scripted('a', (request, call) => (imagesIn(request) > 0 ? fails(refusal) : counts)(request, call));
    const events = await engine([link(a, unknown), link(scripted('b', counts))]).ask(earlier);
    assert.deepEqual(attempts(events), [
      ['a/a-large', undefined],
      ['a/a-large', { turns: 0, images: 1 }],
    ]);
    assert.equal(textShown(events), count(1, 40));
  });
});

describe('A conversation that is too long for a model', () => {
  const turn = (text: string): Message[] => [textMessage('user', text), textMessage('assistant', 'x'.repeat(7_000))];
  const long: ChatRequest = { messages: [...turn('1'), ...turn('2'), ...turn('3'), textMessage('user', 'Count.')] };
  const large = (): RouteOptions => ({ traits: { contextWindow: 100_000 } });
  const small: RouteOptions = { traits: { contextWindow: 6_000, maxOutputTokens: 1_000 } };

  it('is cut to it, and the attempt says how many questions were left out', async () => {
    const events = await engine([link(scripted('a', counts), small)]).ask(long);
    assert.deepEqual(attempts(events), [['a/a-large', { turns: 1, images: 0 }]]);
  });

  it('is cut anew for each model that it moves to', async () => {
    const b = scripted('b', counts);
    const links = [link(scripted('a', fails(failure('rate-limited'))), large()), link(b, small)];
    const events = await engine(links).ask(long);
    assert.deepEqual(attempts(events), [
      ['a/a-large', undefined],
      ['b/b-large', { turns: 1, images: 0 }],
    ]);
    assert.equal(b.requests[0]?.messages.length, 5);
  });
});

describe('ProviderManager.imageProblem', () => {
  const image = { mediaType: 'image/png' as const, width: 10, height: 10, bytes: 3 };

  it('says who cannot see, and who is asked instead', () => {
    const { manager } = engine([link(scripted('a', counts), blind), link(scripted('b', counts))]);
    assert.equal(manager.imageProblem([image]), 'a-large cannot see images. B is asked instead.');
    assert.equal(manager.imageProblem([image], { providerId: 'b', model: 'b-large' }), undefined);
    assert.equal(manager.imageProblem([]), undefined);
    assert.equal(manager.chatTarget(undefined, [image])?.route.id, 'b/b-large');
  });

  it('says it alone where nobody else can', () => {
    const { manager } = engine([link(scripted('a', counts), blind)]);
    assert.equal(manager.imageProblem([image]), 'a-large cannot see images.');
    assert.equal(manager.chatTarget(undefined, [image]), undefined);
    assert.equal(engine([]).manager.imageProblem([image]), undefined);
  });
});
