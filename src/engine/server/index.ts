/** The endpoint for other tools on this machine. */
export { newToken } from './access/token';
export { CommittedAnswer } from './committed/committedAnswer';
export { committedSteps } from './committed/committedSteps';
export { startEndpoint, type Endpoint } from './endpoint';
export type { EndpointOptions } from './endpointOptions';
export type { AnswerEnd, CommittedEvent } from './protocols/chatProtocol';
