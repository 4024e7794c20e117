import type { CompletionTask } from '../../failover/api/providerManager';
import { textMessage } from '../../model/request/message';
import type { FimRequest } from '../../model/request/request';
import { estimateTokens } from '../../model/request/tokenEstimate';
import type { Hole } from '../protocols/hole/holeProtocol';

/** A hole in the tokens of the model's own family, for hosts that take a raw prompt alone; undefined where nobody knows them. */
export type FillTemplate = (
  model: string,
  hole: { readonly prefix: string; readonly suffix: string; readonly path: string; readonly languageId: string },
  snippets: Hole['snippets'],
) => FimRequest['template'];

const mark = '<|hole|>';

/** Native where the host fills in by itself, in the model's tokens where it takes these; others are asked in words. */
export function holeTask(hole: Hole, fillTemplate: FillTemplate): CompletionTask {
  const { prefix, suffix, snippets, maxOutputTokens, temperature, stop } = hole;
  return {
    inputTokens: estimateTokens([prefix, suffix, ...snippets.map(({ text }) => text)].join('')),
    requestFor: ({ model }, support) => {
      if (support === 'native') return { type: 'fim', request: hole };
      // A program does not say which file it is.
      const file = { prefix, suffix, path: '', languageId: '' };
      const template = support === 'template' ? fillTemplate(model, file, snippets) : undefined;
      if (template) return { type: 'fim', request: { ...hole, template } };
      return {
        type: 'chat',
        request: {
          system: `Write the text that belongs at ${mark}. Reply with that text alone: no explanation, no code fence, nothing that stands before or after ${mark}.`,
          messages: [textMessage('user', `${prefix}${mark}${suffix}`)],
          maxOutputTokens,
          temperature,
          stop,
        },
      };
    },
  };
}
