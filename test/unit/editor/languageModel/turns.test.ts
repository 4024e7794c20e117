import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import {
  ChatRequestTurn,
  ChatResponseMarkdownPart,
  ChatResponseTurn,
  earlierTurns,
  followups,
  turnOf,
} from './participantStub';

type History = vscode.ChatContext['history'];
const history = (...entries: readonly object[]): History => entries as unknown as History;
const says = (text: string, metadata?: object): ChatResponseTurn =>
  new ChatResponseTurn([new ChatResponseMarkdownPart(text), { command: {} }], metadata);

describe('earlierTurns', () => {
  it('pairs prompts with their answers, without what was said around these, and with their commands', async () => {
    const turns = await earlierTurns(
      history(
        new ChatRequestTurn('One?'),
        says('First.\n\nAnswered by A', { text: 'First.', end: 'done' }),
        new ChatRequestTurn('', 'fix'),
        says('Second.'),
        new ChatRequestTurn('Not answered'),
      ),
      () => Promise.resolve([]),
    );
    assert.deepEqual(
      turns.map(({ prompt, answer }) => [prompt, answer.text]),
      [
        ['One?', 'First.'],
        ['/fix', 'Second.'],
      ],
    );
  });

  it('brings along what was attached', async () => {
    const attachment = { path: 'a.ts' } as never;
    const turns = await earlierTurns(history(new ChatRequestTurn('One?'), says('First.')), (turn) =>
      Promise.resolve(turn.prompt === 'One?' ? [attachment] : []),
    );
    assert.deepEqual(turns[0]?.attachments, [attachment]);
    assert.deepEqual(turnOf('Two?', [attachment]).attachments, [attachment]);
  });
});

describe('followups', () => {
  const asked = history(new ChatRequestTurn('of this', 'tests'));
  const after = (end: string, turns = asked) => followups({ metadata: { text: 'x', end } }, turns);

  it('offers to ask again where nobody answered, and to go on where the limit was reached', () => {
    assert.deepEqual(after('failed'), [{ prompt: 'of this', command: 'tests', label: 'Ask again' }]);
    assert.deepEqual(after('length'), [{ prompt: 'Go on.' }]);
  });

  it('offers tests after a fix, and nothing where nothing is left to do', () => {
    const [next] = after('done', history(new ChatRequestTurn('', 'fix')));
    assert.equal(next?.command, 'tests');
    assert.deepEqual(after('done'), []);
    assert.deepEqual(after('stopped'), []);
    assert.deepEqual(followups({}, asked), []);
  });
});
