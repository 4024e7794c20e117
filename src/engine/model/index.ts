/** The words of the engine: messages, requests, events, failures, routes, providers, clock. */
export { failureDomainOf } from './failure/failureDomain';
export { abortReason } from './async/abortReason';
export { sleep, systemClock, type Clock } from './async/clock';
export { duration } from './text/duration';
export { dollars, exactDollars } from './text/dollars';
export { errorSummary } from './text/errorSummary';
export type { Disposable, Event } from './async/event';
export type { Failure } from './failure/failure';
export { capitalised, failureClause, failureLabel } from './failure/failureText';
export { shownAlternatives, shownNumber, textDirection, textLanguage } from './text/language';
export { hiddenCount, hiddenRuns, withoutHidden } from './text/hiddenCharacters';
export { priceInWords } from './text/priceText';
export type { Log } from './log';
export type { MemoryFit } from './memoryFit';
export { imagePartOf } from './request/imageBytes';
export {
  imageMediaTypes,
  type ImageMediaType,
  type ImagePart,
  type Json,
  type JsonObject,
  type Message,
  type Part,
} from './request/message';
export type { ChatRequest } from './request/request';
export { estimateMessageTokens, estimateTokens } from './request/tokenEstimate';
export type { ProviderConfig } from './provider/providerConfig';
export type { ModelChoice, Route } from './route/route';
export type { SignIn } from './provider/signIn';
export { shortHost, shownValue } from './text/shortened';
