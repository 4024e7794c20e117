import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { textOf } from '../../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { engine, fails, link, question, type Script, scripted, textShown } from '../engine';
import { failure } from '../fixtures';

const answer =
  'Binary search keeps two indices, one at each end of the sorted list. Look at the middle element, then move one of ' +
  'them towards the middle. It ends when they meet, and has halved the list at each step until then.';
const cutAt = answer.indexOf('middle. It') + 3;

function says(text: string): Script {
  return async function* () {
    await Promise.resolve();
    for (const word of text.split(/(?= )/)) yield { type: 'text', text: word };
    yield { type: 'done', reason: 'stop' };
  };
}

const breaksOff: Script = async function* () {
  await Promise.resolve();
  yield { type: 'text', text: answer.slice(0, cutAt) };
  yield { type: 'failed', failure: failure('stream-cut') };
};

function isAskedToGoOn({ messages }: ChatRequest): boolean {
  return messages.some(({ role }) => role === 'assistant');
}

/** The whole answer, or what is missing of it, as it is asked for. */
const obeys: Script = (request, call) => {
  const text = textOf(request.messages.at(-1)!);
  const anchor = text.slice(text.indexOf('\n\n') + 2);
  const rest = answer.slice(answer.indexOf(anchor));
  return says(isAskedToGoOn(request) ? rest : answer)(request, call);
};

/** Goes on in its own way; the whole answer where that is asked for. */
function goesOn(text: (request: ChatRequest) => string): Script {
  return (request, call) => says(isAskedToGoOn(request) ? text(request) : answer)(request, call);
}

const ways: Record<string, (request: ChatRequest) => string> = {
  'writes nothing': () => '',
  'repeats the last words and stops': (request) => textOf(request.messages.at(-1)!).split('\n\n')[1]!,
};

function modes(events: readonly AnswerEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'switched' ? [`${event.from.providerId}>${event.to.providerId} ${event.mode}`] : [],
  );
}

describe('SecondChances: a route that does not go on with a broken-off answer', () => {
  for (const [way, text] of Object.entries(ways)) {
    it(`is followed by the next one when it ${way}`, async () => {
      const c = scripted('c', obeys);
      const { ask } = engine([link(scripted('a', breaksOff)), link(scripted('b', goesOn(text))), link(c)]);
      const events = await ask();
      assert.equal(textShown(events), answer);
      assert.deepEqual(modes(events), ['a>b continued', 'b>c continued']);
      assert.equal(events.at(-1)?.type, 'done');
    });

    it(`begins the answer again when it ${way} and no other is left, and the user sees it`, async () => {
      const b = scripted('b', goesOn(text));
      const { ask } = engine([link(scripted('a', breaksOff)), link(b)]);
      const events = await ask();
      assert.equal(textShown(events), answer);
      assert.deepEqual(modes(events), ['a>b continued', 'a>b restarted']);
      assert.deepEqual(b.requests.at(-1), question('Count.'));
    });
  }

  it('is as healthy as before', async () => {
    const b = link(
      scripted(
        'b',
        goesOn(() => ''),
      ),
    );
    const { ask, health } = engine([link(scripted('a', breaksOff)), b, link(scripted('c', obeys))]);
    await ask();
    assert.equal(health.view(b.chat).state, 'healthy');
  });

  it('is one of two at most: the third begins the answer again', async () => {
    const silent = goesOn(() => '');
    const d = scripted('d', obeys);
    const routes = [scripted('a', breaksOff), scripted('b', silent), scripted('c', silent), d];
    const events = await engine(routes.map((provider) => link(provider))).ask();
    assert.equal(textShown(events), answer);
    assert.deepEqual(modes(events), ['a>b continued', 'b>c continued', 'a>d restarted']);
    assert.deepEqual(d.requests, [question('Count.')]);
  });

  it('gives the first cause when all have failed', async () => {
    const b = scripted('b', (request, call) =>
      (isAskedToGoOn(request) ? says('') : fails(failure('server')))(request, call),
    );
    const events = await engine([link(scripted('a', breaksOff)), link(b)]).ask();
    const last = events.at(-1);
    assert.ok(last?.type === 'failed');
    assert.deepEqual(
      last.failure.attempts.map(({ failure: why }) => why?.kind),
      ['stream-cut', 'stream-cut', 'not-continued', 'server'],
    );
    assert.equal(textShown(events), answer.slice(0, cutAt));
  });

  it('is named as the one to begin again where the user wants to be asked first', async () => {
    const policy = { midAnswer: 'stop' } as const;
    const made = engine(
      [
        link(scripted('a', breaksOff)),
        link(
          scripted(
            'b',
            goesOn(() => ''),
          ),
        ),
      ],
      { policy },
    );
    const events = await made.ask();
    const stopped = events.at(-1);
    assert.ok(stopped?.type === 'failed');
    assert.equal(stopped.failure.next?.providerId, 'b');
    const resume = { text: textShown(events), attempts: stopped.failure.attempts };
    const again = await made.ask(question('Count.'), { resume });
    const second = again.at(-1);
    assert.ok(second?.type === 'failed');
    assert.equal(second.failure.next?.providerId, 'b');
    const third = await made.ask(question('Count.'), { resume: { ...resume, attempts: second.failure.attempts } });
    assert.deepEqual(modes(third), ['a>b restarted']);
    assert.equal(textShown([{ type: 'text', text: resume.text }, ...third]), answer);
  });
});
