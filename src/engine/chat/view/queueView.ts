import * as l10n from '@vscode/l10n';
import { attachmentLines } from '../context/attachmentLines';
import type { AnswerState } from '../conversation/answerState';
import type { QueuedPrompt } from '../conversation/queue';
import type { Turn } from '../conversation/turn';
import type { QueuedView } from './protocol';
import { imageView } from './viewModel';

export function queuedViews(queue: readonly QueuedPrompt[]): readonly QueuedView[] {
  return queue.map(({ id, prompt, attachments, images }) => ({
    id,
    prompt,
    context: attachmentLines(attachments),
    images: images.map((image) => imageView(image)),
  }));
}

/** Why the queue is not sent by itself; empty where it is. */
export function queueNote(queue: readonly QueuedPrompt[], turns: readonly Turn[]): string {
  const first = queue[0];
  if (!first) return '';
  return standsStillFor(turns.find(({ id }) => id === first.afterId)?.answer.state.type);
}

function standsStillFor(state: AnswerState['type'] | undefined): string {
  switch (state) {
    case 'asking':
    case 'writing':
    case 'waiting':
      return '';
    case 'failed':
      return l10n.t('Not sent, because the answer before it failed.');
    case 'stopped':
      return l10n.t('Not sent, because you stopped the answer before it.');
    case 'interrupted':
    case 'done':
    case undefined:
      return l10n.t('Not sent, because the window was closed before.');
  }
}
