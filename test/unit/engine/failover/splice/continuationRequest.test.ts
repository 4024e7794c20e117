import assert from 'node:assert/strict';
import { textMessage } from '../../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { continuationRequest } from '../../../../../src/engine/failover/splice/continuationRequest';
import { cutPointOf } from '../../../../../src/engine/failover/splice/cutPoint';

describe('continuationRequest', () => {
  it('has the form of the answer in words: a host that holds its model to it would begin a new answer', () => {
    const request: ChatRequest = {
      system: 'Be brief.',
      messages: [textMessage('user', 'Why?')],
      responseFormat: { type: 'json-schema', name: 'a', schema: { type: 'object' } },
    };
    for (const prefill of [false, true]) {
      const { responseFormat, system } = continuationRequest(request, { cutPoint: cutPointOf('{"a": 1, "b'), prefill });
      assert.equal(responseFormat, undefined);
      assert.match(system!, /^Be brief\.\n\nWrite your final answer as one JSON value.*\{"type":"object"\}$/s);
    }
  });
});
