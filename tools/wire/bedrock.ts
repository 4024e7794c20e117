import { converseEvent, converseException } from './amazonFrames';
import type { Wire } from './wire';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export function bedrockWire(): Wire {
  let words = 0;
  return {
    contentType: 'application/vnd.amazon.eventstream',
    encoding: 'latin1',
    begin: () => converseEvent('messageStart', { role: 'assistant', p: 'abcdef' }),
    text: (text) => {
      words += 1;
      return converseEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: 'abc' });
    },
    call: ({ name, argumentPieces }) => [
      converseEvent('contentBlockStart', {
        contentBlockIndex: 1,
        start: { toolUse: { toolUseId: 'tooluse_bench', name } },
      }),
      ...argumentPieces.map((input) =>
        converseEvent('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input } } }),
      ),
    ],
    end: () =>
      converseEvent('contentBlockStop', { contentBlockIndex: 0 }) +
      converseEvent('messageStop', { stopReason: 'end_turn' }) +
      converseEvent('metadata', { usage: { inputTokens: 10, outputTokens: words, totalTokens: words + 10 } }),
    errorEvent: converseException('internalServerException'),
    errorBody: JSON.stringify({ __type: 'InternalServerException', message: 'An internal error has occurred.' }),
    // Its checksum is wrong.
    garbage: converseEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'x' } }).replace('"x"', '"y"'),
    // No event that the protocol has.
    keepAlive: converseEvent('keepAlive', {}),
    // Says that twelve megabytes follow.
    lineStart: String.fromCharCode(0, 0xb7, 0x1b, 0, 0, 0, 0, 0),
  };
}
