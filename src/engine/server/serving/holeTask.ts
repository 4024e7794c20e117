import type { CompletionTask } from '../../failover/api/providerManager';
import { textMessage } from '../../model/request/message';
import { estimateTokens } from '../../model/request/tokenEstimate';
import type { Hole } from '../protocols/hole/holeProtocol';

/** How the text of a hole is asked for. */
export type HoleTask = (hole: Hole) => CompletionTask;

const mark = '<|hole|>';

/** Native where the host fills in by itself; others are asked in words. */
export const nativeHoleTask: HoleTask = (hole) => ({
  inputTokens: estimateTokens(hole.prefix + hole.suffix),
  requestFor: (_route, support) =>
    support === 'native'
      ? { type: 'fim', request: hole }
      : {
          type: 'chat',
          request: {
            system: `Write the text that belongs at ${mark}. Reply with that text alone: no explanation, no code fence, nothing that stands before or after ${mark}.`,
            messages: [textMessage('user', `${hole.prefix}${mark}${hole.suffix}`)],
            maxOutputTokens: hole.maxOutputTokens,
            temperature: hole.temperature,
            stop: hole.stop,
          },
        },
});
