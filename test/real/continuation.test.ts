import assert from 'node:assert/strict';
import { maxOutputTokens } from '../../src/engine/completion/prompt/budget';
import { completionTask } from '../../src/engine/completion/prompt/completionTask';
import { noCompletionContext } from '../../src/engine/completion/api/completionContext';
import type { AnswerEvent } from '../../src/engine/failover/api/answer';
import type { ProviderManager } from '../../src/engine/failover/api/providerManager';
import { textMessage } from '../../src/engine/model/request/message';
import { at } from '../unit/engine/completion/fixtures';
import { count, textShown } from '../unit/engine/failover/engine';
import { collect } from '../unit/engine/failover/fixtures';
import { lastNumber } from './support/countingModel';
import { startServers } from './support/servers';
import { ask, linkTo, managerOf, switches } from './support/stage';
import { clearance } from '../unit/engine/privacy/released';

describe('a begun answer on a llama-server', () => {
  const begun = { messages: [textMessage('user', 'Count.'), textMessage('assistant', count(1, 990))] };

  it('is gone on from by chat-completions', async () => {
    const [server] = await startServers({ habit: 'begins-again' });
    const events = await ask(managerOf([linkTo('a', server.url, 'chat-completions')]), begun);
    assert.equal(textShown(events), count(991, lastNumber));
  });

  it('is gone on from by messages', async () => {
    const [server] = await startServers({ habit: 'begins-again' });
    const events = await ask(managerOf([linkTo('a', server.url, 'messages', 'claude-haiku-4-5')]), begun);
    assert.equal(textShown(events), count(991, lastNumber));
  });
});

describe('a completion on a llama-server', () => {
  /** As many words as a completion may have tokens. */
  const line = count(1, maxOutputTokens);
  const complete = (manager: ProviderManager): Promise<AnswerEvent[]> =>
    collect(
      manager.complete(completionTask(at('const one = █;\n'), noCompletionContext, clearance), {
        signal: new AbortController().signal,
      }),
    );

  it("comes from the server's own route to fill in the middle", async () => {
    const [server] = await startServers({});
    const events = await complete(managerOf([linkTo('a', server.url, 'chat-completions')]));
    assert.equal(textShown(events), line);
  });

  it('comes from the next server when the first is dead', async () => {
    const [a, b] = await startServers({}, {});
    await a.end();
    const manager = managerOf([linkTo('a', a.url, 'chat-completions'), linkTo('b', b.url, 'chat-completions')]);
    const events = await complete(manager);
    assert.deepEqual(switches(events), ['a -> b: connect, before-text']);
    assert.equal(textShown(events), line);
  });

  it('comes from the next server when the first has fallen silent', async () => {
    const [a, b] = await startServers({}, {});
    a.stall();
    const manager = managerOf([linkTo('a', a.url, 'chat-completions'), linkTo('b', b.url, 'chat-completions')]);
    const events = await complete(manager);
    assert.deepEqual(switches(events), ['a -> b: first-token-timeout, before-text']);
    assert.equal(textShown(events), line);
  });
});
