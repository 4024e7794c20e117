/** One door to all providers: plan, attempts, health, going on after a cut. */
export { boundaryInWords, withinBoundary, type Boundary } from './api/policy';
export type {
  ListedModel,
  ManagerStatus,
  ProviderManager,
  ProviderModels,
  ProviderStatus,
  ProviderTest,
} from './api/providerManager';
export { createEngine } from './createEngine';
export type { RecordedAttempt, RecordedRequest, RequestRecorder, SentRequest } from './request/context/requestRecorder';
