import type { ModelChoice } from '../../model/route/route';
import { withoutCommand } from './attachedCommand';
import type { Attachment } from './attachment';
import type { AttachedImage } from './turn';

/** A prompt that is sent when the answer before it has ended. */
export interface QueuedPrompt {
  readonly id: string;
  readonly prompt: string;
  readonly attachments: readonly Attachment[];
  readonly images: readonly AttachedImage[];
  readonly chosen?: ModelChoice;
  /** The turn after whose answer it is sent. */
  readonly afterId: string;
}

type Queue = readonly QueuedPrompt[];

export function nextAfter(queue: Queue, turnId: string): QueuedPrompt | undefined {
  return queue.find(({ afterId }) => afterId === turnId);
}

export function withoutQueued(queue: Queue, id: string): Queue {
  return queue.filter((each) => each.id !== id);
}

/** `command`: what is asked for where the prompt is a command. The rest that was attached stays. */
export function withQueuedPrompt(queue: Queue, id: string, prompt: string, command?: Attachment): Queue {
  const attached = (attachments: readonly Attachment[]): readonly Attachment[] => [
    ...(command ? [command] : []),
    ...withoutCommand(attachments),
  ];
  return queue.map((each) => (each.id === id ? { ...each, prompt, attachments: attached(each.attachments) } : each));
}

/** `to`: its new place, from 0. */
export function withQueuedAt(queue: Queue, id: string, to: number): Queue {
  const moved = queue.find((each) => each.id === id);
  return moved ? withoutQueued(queue, id).toSpliced(to, 0, moved) : queue;
}

/** What was to follow one turn follows another. */
export function followingInstead(queue: Queue, turnId: string, insteadId: string): Queue {
  return queue.map((each) => (each.afterId === turnId ? { ...each, afterId: insteadId } : each));
}
