import type { JsonObject } from '../../../model/request/message';
import type { FimSnippet } from '../../../model/request/request';
import type { AnswerEnd, ServerSentEvent } from '../chatProtocol';

/** Text that a program wants to have filled in. */
export interface Hole {
  readonly prefix: string;
  readonly suffix: string;
  /** Of other files. */
  readonly snippets: readonly FimSnippet[];
  /** 0: the program wants the server to read the text, and no answer. */
  readonly maxOutputTokens: number;
  readonly temperature: number;
  readonly stop: readonly string[];
}

/** How one kind of tools asks for the text of a hole and reads it. */
export interface HoleProtocol {
  readonly name: string;
  /** Throws `RequestProblem` for a body that cannot be served. */
  read(body: unknown): { readonly hole: Hole; readonly isStreamed: boolean };
  whole(text: string, end: AnswerEnd): JsonObject;
  /** The same as a stream: it comes at once, since a completion is short and another route begins it again. */
  events(text: string, end: AnswerEnd): readonly ServerSentEvent[];
  /** The answer to who wants none; absent where nobody does. */
  readonly nothing?: JsonObject;
}
