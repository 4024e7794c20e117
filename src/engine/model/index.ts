/** The words of the engine: messages, requests, events, failures, routes, providers, clock. */
export { abortReason } from './async/abortReason';
export { systemClock, type Clock } from './async/clock';
export { errorSummary } from './text/errorSummary';
export type { Disposable, Event } from './async/event';
export { capitalised, failureClause, failureLabel } from './failureText';
export { shownAlternatives, shownNumber, textDirection, textLanguage } from './text/language';
export { hiddenCount, hiddenRuns, withoutHidden } from './text/hiddenCharacters';
export type { Log } from './log';
export { imageMediaTypes, type ImageMediaType, type Message } from './message';
export type { ProviderConfig } from './providerConfig';
export type { ModelChoice, Route } from './route';
export { shortHost, shownValue } from './text/shortened';
