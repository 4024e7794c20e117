import type { Json } from '../../model/request/message';
import type { ChatRequest } from '../../model/request/request';
import type { Route } from '../../model/route/route';
import type { FinishReason, Usage } from '../../model/stream/stream';

/** What a tool asks for, read from the body of its protocol. */
export interface EndpointRequest {
  readonly request: ChatRequest;
  /** As the tool wrote it: `everpair/auto`, `auto` or `<providerId>/<model>`; others mean auto and are told in a header. */
  readonly model: string;
  readonly isStreamed: boolean;
  /** The tool wants usage at the end of the stream. */
  readonly wantsUsage: boolean;
}

export interface ServerSentEvent {
  readonly event?: string;
  readonly data: string;
}

/** What may be sent of an answer: nothing of it is ever taken back. */
export type CommittedEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string; readonly signature?: string; readonly origin: string }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly input: Json };

export interface AnswerEnd {
  readonly reason: FinishReason;
  readonly usage: Usage;
  readonly route: Route;
}

/** Why a request gets no answer, or no whole one. */
export interface EndpointProblem {
  /** HTTP status. */
  readonly status: number;
  /** For programs: `invalid_request`, `unauthorized`. */
  readonly code: string;
  /** For a person, without keys and prompts. */
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** Thrown for a request that cannot be served. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';

  constructor(readonly problem: EndpointProblem) {
    super(problem.message);
  }
}

/** Writes one streamed answer in the protocol's events; keeps its indexes and ids. */
export interface AnswerWriter {
  begin(): readonly ServerSentEvent[];
  event(event: CommittedEvent): readonly ServerSentEvent[];
  end(end: AnswerEnd): readonly ServerSentEvent[];
  /** After something was sent. The client must see the stream as broken, never as whole. */
  fail(problem: EndpointProblem): readonly ServerSentEvent[];
}

/**
 * How one kind of tools asks for a chat and reads the answer. `Asked`: what it read, with what its answer has to know
 * besides. The writers are given what `read` gave.
 */
export interface ChatProtocol<Asked extends EndpointRequest = EndpointRequest> {
  readonly name: string;
  /** Clients lose a stream of events at a comment. */
  readonly losesAtComments?: boolean;
  /** `path`: what the URL says. Throws `RequestProblem` for a body that cannot be served. */
  read(body: unknown, path: { readonly model?: string; readonly isStreamed?: boolean }): Asked;
  /** `ids`: a new id with each call. */
  writer(request: Asked, ids: () => string): AnswerWriter;
  whole(events: readonly CommittedEvent[], end: AnswerEnd, request: Asked, ids: () => string): Json;
  problem(problem: EndpointProblem): Json;
}
