import assert from 'node:assert/strict';
import { maskedRequest } from '../../../../src/engine/privacy/maskedRequest';
import { RestorableMasks } from '../../../../src/engine/privacy/restorableMasks';
import type { ChatRequest } from '../../../../src/engine/model/request/request';
import { random } from './fakeKeys';

const token = `ghp_${random(36)}`;
const other = `ghp_${random(36, 'abcdefghijklmnopqrstuvwxyz0123456789', 3)}`;

describe('RestorableMasks', () => {
  it('gives each secret a placeholder of its own, and one secret the same one everywhere', () => {
    const masks = new RestorableMasks();
    const text = masks.mask(`a = '${token}'\nb = '${other}'\nc = '${token}'`);
    const [a, b, c] = text.split('\n').map((line) => /'(MASKED_SECRET_[0-9a-f]{12})'/.exec(line)?.[1]);
    assert.ok(a !== undefined && b !== undefined && a !== b && a === c, text);
    assert.deepEqual(masks.kinds, ['a GitHub token']);
    assert.equal(masks.restore(`export TOKEN=${b} # not ${a}`), `export TOKEN=${other} # not ${token}`);
  });

  it('leaves a placeholder that it did not give', () => {
    const masks = new RestorableMasks();
    masks.mask(`a = '${token}'`);
    assert.equal(masks.restore('MASKED_SECRET_000000000000'), 'MASKED_SECRET_000000000000');
  });

  it('lets no more wait of a text than may become a placeholder', () => {
    const masks = new RestorableMasks();
    assert.equal(masks.restorable('an M'), 4, 'nothing is masked');
    const text = masks.mask(token);
    assert.equal(masks.restorable('an M'), 3);
    assert.equal(masks.restorable('an MASKED_SECRET_0a'), 3);
    assert.equal(masks.restorable('MASK '), 5);
    assert.equal(masks.restorable(text), text.length);
  });
});

describe('maskedRequest', () => {
  it('masks instructions, prompts, what tools were asked for and what they found, and no signed thought', () => {
    const masks = new RestorableMasks();
    const line = `token = '${token}'`;
    const thought = { type: 'thinking', text: line, signature: 's', origin: 'anthropic' } as const;
    const request: ChatRequest = {
      system: line,
      messages: [
        { role: 'user', parts: [{ type: 'text', text: line }] },
        {
          role: 'assistant',
          parts: [thought, { type: 'tool-call', id: 'c', name: 'write', input: { files: [{ text: line }], count: 3 } }],
        },
        { role: 'user', parts: [{ type: 'tool-result', callId: 'c', text: line, isError: false }] },
      ],
    };
    const masked = maskedRequest(request, masks);
    const sent = JSON.stringify({
      ...masked,
      messages: masked.messages.map(({ parts }) => parts.filter(({ type }) => type !== 'thinking')),
    });
    assert.ok(!sent.includes(token), sent);
    assert.equal(sent.split('MASKED_SECRET_').length - 1, 4);
    assert.deepEqual(masked.messages[1]?.parts[0], thought);
    assert.equal(masks.restore(JSON.stringify(masked)), JSON.stringify(request));
    assert.equal(masks.chars, 4 * line.length);
  });
});
