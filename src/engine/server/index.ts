/** The endpoint for other tools on this machine. What serves is loaded when it is started. */
export { newToken } from './access/token';
export { CommittedAnswer } from './committed/committedAnswer';
export { committedSteps } from './committed/committedSteps';
export { restoredSteps } from './committed/restoredSteps';
export type { Endpoint } from './endpoint';
export type { EndpointOptions } from './endpointOptions';
export type { AnswerEnd, CommittedEvent } from './protocols/chatProtocol';

type EndpointModule = typeof import('./endpoint');

export function loadEndpoint(): EndpointModule {
  return require('./endpoint') as EndpointModule;
}
