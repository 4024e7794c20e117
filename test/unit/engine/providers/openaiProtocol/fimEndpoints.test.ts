import assert from 'node:assert/strict';
import type { FimRequest } from '../../../../../src/engine/model/request/request';
import { cannotComplete } from '../../../../../src/engine/providers/errors/refusals/cannotComplete';
import { fimBody, supportOf } from '../../../../../src/engine/providers/openaiProtocol/fimEndpoints';
import type { WireFault } from '../../../../../src/engine/providers/errors/wireFault';
import { response } from '../fixtures';

const request: FimRequest = {
  prefix: 'a = ',
  suffix: '\nprint(a)',
  maxOutputTokens: 64,
  temperature: 0,
  stop: ['\n\n', '</s>'],
  template: { prompt: '<PRE> a =  <SUF>\nprint(a) <MID>', stop: ['<EOT>', '</s>'] },
  snippets: [{ path: 'b.py', text: 'b = 1' }],
  header: '# b = 1\n',
};
const shared = { model: 'm', stream: true, temperature: 0 };

describe('fimBody', () => {
  it('is in the words of llama.cpp', () => {
    assert.deepEqual(fimBody({ kind: 'infill', path: '/infill', below: 'root' }, 'm', request), {
      ...shared,
      input_prefix: 'a = ',
      input_suffix: '\nprint(a)',
      input_extra: [{ filename: 'b.py', text: 'b = 1' }],
      n_predict: 64,
      stop: ['\n\n', '</s>'],
      cache_prompt: true,
    });
  });

  it('has prefix and suffix apart where the host takes them so', () => {
    assert.deepEqual(fimBody({ kind: 'suffix', path: '/fim/completions', below: 'base' }, 'm', request), {
      ...shared,
      prompt: '# b = 1\na = ',
      suffix: '\nprint(a)',
      max_tokens: 64,
      stop: ['\n\n', '</s>'],
    });
  });

  it("is the family's prompt where the host takes it raw, with every stop once", () => {
    assert.deepEqual(
      fimBody({ kind: 'prompt', path: '/completions', below: 'base', hidesTokens: false }, 'm', request),
      {
        ...shared,
        prompt: '<PRE> a =  <SUF>\nprint(a) <MID>',
        max_tokens: 64,
        stop: ['\n\n', '</s>', '<EOT>'],
      },
    );
  });

  it('has four stops at most, but all for vLLM, with the tokens that they are in the text', () => {
    const stop = ['a', 'b', 'c', 'd', 'e'];
    const many = { ...request, stop: [], template: { prompt: '', stop } };
    const other = fimBody({ kind: 'prompt', path: '', below: 'base', hidesTokens: false }, 'm', many);
    assert.deepEqual([other?.stop, other?.skip_special_tokens], [stop.slice(0, 4), undefined]);
    const vllm = fimBody({ kind: 'prompt', path: '', below: 'base', hidesTokens: true }, 'm', many);
    assert.deepEqual([vllm?.stop, vllm?.skip_special_tokens], [stop, false]);
  });

  it('is not made where the family is not known, or the host cannot', () => {
    assert.equal(
      fimBody({ kind: 'prompt', path: '', below: 'base', hidesTokens: true }, 'm', { ...request, template: undefined }),
      undefined,
    );
    assert.equal(fimBody({ kind: 'none' }, 'm', request), undefined);
  });

  it('tells who has to know the tokens of the model', () => {
    const kinds = (['infill', 'suffix', 'prompt'] as const).map((kind) =>
      supportOf({ kind, path: '', below: 'base', hidesTokens: false }),
    );
    assert.deepEqual([...kinds, supportOf({ kind: 'none' })], ['native', 'native', 'template', 'none']);
  });
});

describe('cannotComplete', () => {
  const error = (message: string, code?: string) => ({ error: { message, code } });
  const cases: readonly [what: string, fault: WireFault, cannot: boolean][] = [
    ['has no such path', response(404, 'Not Found'), true],
    ['has no such method', response(405), true],
    ['has not made it', response(501, error('infill is not supported by this model')), true],
    [
      'says with a success that it has no such path',
      { type: 'not-protocol', status: 200, contentType: '', body: '{"error":"Unexpected endpoint or method."}' },
      true,
    ],
    ['has a model that only chats', response(404, error('This is a chat model; use v1/chat/completions')), true],
    ['has a model without a suffix', response(400, error('"m" does not support insert')), true],
    ['lacks the model', response(404, error('The model `m` does not exist', 'model_not_found')), false],
    ['has too much to do', response(503, error('Loading model')), false],
    ['has a fault that speaks of chat', response(500, error('chat/completions failed')), false],
    ['does not know the key', response(401, error('Invalid key')), false],
    ['hung up', { type: 'transport', error: new Error(), headersSeen: false, sawContent: false }, false],
  ];
  for (const [what, fault, cannot] of cases) {
    it(`that ${what} ${cannot ? 'is' : 'is not'} given up for completions`, () => {
      assert.equal(cannotComplete(fault), cannot);
    });
  }
});
