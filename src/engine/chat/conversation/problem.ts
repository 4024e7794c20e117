import type { AttemptRecord, ChainFailure, SkippedRoute } from '../../failover/api/answer';
import type { Failure, FailureKind } from '../../model/failure';
import type { Route } from '../../model/route';
import { capitalised, failureClause } from '../../model/failureText';

/** What the user can do about a problem, in the order it is offered. */
export const problemActions = [
  'retry',
  'switch-provider',
  'set-api-key',
  'open-boundary',
  'open-settings',
  'show-log',
] as const;
export type ProblemAction = (typeof problemActions)[number];

/** Why no provider answered, ready to be shown and stored. */
export interface Problem {
  readonly title: string;
  /** One sentence for each provider of the chain, in the order they were asked, then those passed over. */
  readonly reasons: readonly string[];
  /** What to do, one or more sentences. */
  readonly advice: string;
  readonly actions: readonly ProblemAction[];
  /** Label of the provider that could go on with the answer, where the user wants to be asked. Lost with the window. */
  readonly continueWith?: string;
  /** Label of a provider that can be asked by now. Lost with the window. */
  readonly ready?: string;
  /** Earliest time a provider may serve again, milliseconds since the epoch. */
  readonly retryAt?: number;
}

interface Fault {
  readonly route: Route;
  readonly failure?: Failure;
  readonly reason: string;
}

/** `partial`: some of the answer had been shown before the chain ended. */
export function problemOf(chain: ChainFailure, partial: boolean): Problem {
  if (chain.next && partial) return brokenOff(chain, chain.next);
  const faults = faultsOf(chain);
  if (faults.length === 0) return nothingConfigured;
  if (isAllOutside(chain)) return outsideBoundary(faults);
  const kinds = new Set(faults.map((fault) => fault.failure?.kind));
  return {
    title: titleOf(faults, partial),
    reasons: faults.map((fault) => fault.reason),
    advice: adviceOf(faults, kinds, chain),
    actions: actionsOf(faults, kinds, chain),
    ...(chain.retryAt === undefined ? {} : { retryAt: chain.retryAt }),
  };
}

/** A defect of ours or a fault before any provider was asked. */
export function unexpectedProblem(message: string): Problem {
  return {
    title: 'Everpair could not send the request.',
    reasons: [message],
    advice: 'Try again. If it happens again, the log tells more.',
    actions: ['retry', 'show-log'],
  };
}

const nothingConfigured: Problem = {
  title: 'No AI provider is set up yet.',
  reasons: [],
  advice:
    'Set an API key for Anthropic or OpenAI, start Ollama on this machine, or list your own hosts in the setting everpair.providers.',
  actions: ['set-api-key', 'open-settings', 'retry', 'show-log'],
};

function isAllOutside({ attempts, skipped }: ChainFailure): boolean {
  return attempts.length === 0 && skipped.every(({ reason }) => reason === 'boundary');
}

function outsideBoundary(faults: readonly Fault[]): Problem {
  return {
    title: 'Every provider is outside your boundary, so nothing was sent.',
    reasons: faults.map((fault) => fault.reason),
    advice:
      "The setting everpair.boundary, yours or this workspace's, says how far code may go. Widen it, or add a provider inside it.",
    actions: ['open-boundary', 'open-settings', 'retry', 'show-log'],
  };
}

/** The answer waits because the user wants to be asked: only the last provider that wrote is named. */
function brokenOff({ attempts }: ChainFailure, next: Route): Problem {
  const last = attempts.findLast((attempt) => attempt.failure !== undefined);
  return {
    title: 'The answer broke off.',
    reasons: last?.failure ? [sentence(failureClause(last.route, last.failure))] : [],
    advice: 'You chose to be asked before another provider goes on.',
    continueWith: next.label,
    actions: ['retry', 'switch-provider', 'show-log'],
  };
}

/**
 * One fault for each route. A route that was asked twice counts with its last failure, except after a break: then with the break,
 * since the later failure belongs to the attempt to mend it.
 */
function faultsOf(chain: ChainFailure): readonly Fault[] {
  const faults = new Map<string, Fault>();
  const broken = new Set<string>();
  for (const attempt of chain.attempts) {
    const { route, failure } = attempt;
    if (!failure || broken.has(route.id)) continue;
    if (brokeOff(attempt, failure)) broken.add(route.id);
    faults.delete(route.id);
    faults.set(route.id, { route, failure, reason: sentence(failureClause(route, failure)) });
  }
  for (const { route, failure, detail, reason } of chain.skipped) {
    if (faults.has(route.id)) continue;
    const down = reason === 'unhealthy' && failure !== undefined;
    faults.set(route.id, {
      route,
      failure,
      reason: down ? sentence(`${failureClause(route, failure)}, so it was not asked again yet`) : sentence(detail),
    });
  }
  return [...faults.values()];
}

function brokeOff({ firstContentMs }: AttemptRecord, { kind }: Failure): boolean {
  return firstContentMs !== undefined || kind === 'stream-cut' || kind === 'stalled';
}

function titleOf(faults: readonly Fault[], partial: boolean): string {
  const only = faults.length === 1 ? faults[0] : undefined;
  if (partial) {
    return only
      ? 'The answer broke off and there is no other provider to continue it.'
      : 'The answer broke off and no other provider could continue it.';
  }
  return only ? `${only.route.label} could not answer.` : 'No provider could answer.';
}

function adviceOf(faults: readonly Fault[], kinds: ReadonlySet<FailureKind | undefined>, chain: ChainFailure): string {
  const advice: string[] = [];
  if (kinds.has('offline')) advice.push('Check the network of this machine.');
  for (const { route, failure } of faults) {
    if (failure?.kind === 'auth') advice.push(keyAdvice(route, failure));
    if (failure?.kind === 'quota') advice.push(quotaAdvice(route, failure));
    if (failure?.kind === 'model-missing') advice.push(modelAdvice(route));
    if (failure?.kind === 'wrong-address') advice.push(addressAdvice(route));
    if (failure?.kind === 'not-protocol') advice.push(gatekeeperAdvice(route));
    if (failure?.kind === 'connect' && route.trust === 'local') advice.push(`Check that ${route.label} is running.`);
  }
  if (kinds.has('context-exceeded') || chain.skipped.some(({ reason }) => reason === 'context'))
    advice.push('Start a new chat or remove context.');
  if (kinds.has('policy')) advice.push('Put the question in other words.');
  if (chain.skipped.some((skipped) => skipped.reason === 'consent')) {
    advice.push('Try again to be asked once more where your code may go.');
  }
  if (chain.skipped.some((skipped) => skipped.reason === 'boundary')) {
    advice.push('The setting everpair.boundary keeps the others from being asked.');
  }
  if (chain.skipped.some((skipped) => skipped.reason === 'price')) {
    advice.push('The setting everpair.maxRequestCost limits what a request may cost.');
  }
  if (advice.length === 0) {
    advice.push(
      faults.length === 1 ? 'Try again, or add a second provider that can take over.' : 'Try again in a moment.',
    );
  }
  return [...new Set(advice)].join(' ');
}

function modelAdvice({ label, server }: Route): string {
  return server?.installCommand === undefined
    ? `Choose another "model" for ${label} in the setting everpair.providers.`
    : `Install the model with "${server.installCommand}" or choose another one.`;
}

/** A key that is known is refused as well where it may not do this, and where the host does not serve a country. */
function keyAdvice({ label, model }: Route, { status }: Failure): string {
  return status === 403
    ? `Set an API key for ${label} that may use ${model}, and check that ${label} serves this network and country.`
    : `Set a valid API key for ${label}.`;
}

/** An account that can pay for less is not empty. */
function quotaAdvice({ label }: Route, { outputLimitTokens }: Failure): string {
  return outputLimitTokens === undefined
    ? `Check the billing or quota of your ${label} account.`
    : `Add credit to your ${label} account: it pays for no more than ${outputLimitTokens} tokens of an answer.`;
}

function addressAdvice({ label, endpoint }: Route): string {
  return `Check the "baseUrl" of ${label} in the setting everpair.providers: ${endpoint} has no such path.`;
}

function gatekeeperAdvice({ label }: Route): string {
  return `Check the proxy, firewall or sign-in page of this network, and the "baseUrl" of ${label} in the setting everpair.providers.`;
}

function actionsOf(
  faults: readonly Fault[],
  kinds: ReadonlySet<FailureKind | undefined>,
  { skipped }: ChainFailure,
): readonly ProblemAction[] {
  const isPassedOverFor = (wanted: SkippedRoute['reason']): boolean => skipped.some(({ reason }) => reason === wanted);
  const ofSettings = ['model-missing', 'wrong-address', 'not-protocol', 'bad-request'] as const;
  const needsSettings = ofSettings.some((kind) => kinds.has(kind)) || isPassedOverFor('price');
  const applies: Record<ProblemAction, boolean> = {
    retry: true,
    'open-boundary': isPassedOverFor('boundary'),
    'switch-provider': faults.length > 1,
    'set-api-key': kinds.has('auth'),
    'open-settings': needsSettings || faults.length === 1,
    'show-log': true,
  };
  return problemActions.filter((action) => applies[action]);
}

function sentence(text: string): string {
  const start = capitalised(text);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
