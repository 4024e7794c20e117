import type { Json } from '../../model/request/message';
import type { ChatProtocol, EndpointProblem } from '../protocols/chatProtocol';
import type { Exchange } from './exchange';
import { serveChat } from './serveChat';

/** What is served under a path. */
export interface EndpointPath {
  readonly method: 'GET' | 'POST';
  /** Of the path without its query. */
  readonly pattern: RegExp;
  serve(exchange: Exchange, groups: PathGroups): Promise<void>;
  /** A problem in the form that clients of this path read. */
  problem(problem: EndpointProblem): Json;
}

/** The named groups of a path's pattern, decoded. */
export type PathGroups = Readonly<Record<string, string | undefined>>;

/** `read`: what the path says of the request. */
export function chatPath(
  pattern: RegExp,
  protocol: ChatProtocol,
  read: (groups: PathGroups) => { readonly model?: string; readonly isStreamed?: boolean } = () => ({}),
): EndpointPath {
  return {
    method: 'POST',
    pattern,
    serve: (exchange, groups) => serveChat(exchange, protocol, read(groups)),
    problem: (problem) => protocol.problem(problem),
  };
}
