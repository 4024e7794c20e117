/** One door to all providers: plan, attempts, health, going on after a cut. */
export { boundaryInWords, isWithin, outsideInWords, type Boundary } from './api/policy';
export type { KnownLimit } from './api/routeLimits';
export { allProviders, type BudgetUse } from './api/budget';
export type {
  Consent,
  ListedModel,
  ManagerStatus,
  ProviderManager,
  ProviderModels,
  ProviderStatus,
  ProviderTest,
} from './api/providerManager';
export type { AnswerEvent, ChainFailure } from './api/answer';
export { isAllowedHost, readHostPattern } from './api/allowedHosts';
export { type Problem, problemOf } from './api/problem';
export { createEngine } from './createEngine';
export type { RecordedAttempt, RecordedRequest, RequestRecorder, SentRequest } from './request/context/requestRecorder';
