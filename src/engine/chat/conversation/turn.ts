import type { ImageMediaType } from '../../model/request/message';
import type { ModelChoice } from '../../model/route/route';
import type { Answer } from './answerState';
import type { Attachment } from './attachment';

/** An image that goes with a prompt. Its bytes are kept apart, under its id. */
export interface AttachedImage {
  readonly id: string;
  readonly name: string;
  readonly mediaType: ImageMediaType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** A small picture as a data URL. */
  readonly thumbnail: string;
}

/** A prompt and its answer. Turns with one parent are branches of a conversation. */
export interface Turn {
  readonly id: string;
  /** The turn it follows; absent for the first of a conversation. */
  readonly parentId?: string;
  /** Milliseconds since the epoch; 0 where it was not noted. */
  readonly askedAt: number;
  readonly prompt: string;
  readonly attachments: readonly Attachment[];
  readonly images: readonly AttachedImage[];
  /** The model that the user chose for it; absent where the order of the providers decided. */
  readonly chosen?: ModelChoice;
  readonly answer: Answer;
}

/** A turn that has not been asked yet and has no place in a conversation. */
export type NewTurn = Omit<Turn, 'answer' | 'parentId'>;
