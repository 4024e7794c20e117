import * as l10n from '@vscode/l10n';
import type { AttemptRecord, ChainFailure, SkippedRoute } from './answer';
import type { Failure, FailureKind } from '../../model/failure/failure';
import type { ModelChoice, Route } from '../../model/route/route';
import { asSentence, failureClause } from '../../model/failure/failureText';

/** What the user can do about a problem, in the order it is offered. */
export const problemActions = [
  'retry',
  'switch-provider',
  'set-api-key',
  'open-boundary',
  'open-budgets',
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
  /** Model that takes the place of one that its vendor has retired. Lost with the window. */
  readonly useInstead?: ModelChoice;
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
  if (faults.length === 0) return nothingConfigured();
  if (isAllOutside(chain)) return outsideBoundary(faults);
  const kinds = new Set(faults.map((fault) => fault.failure?.kind));
  const useInstead = successorIn(faults);
  return {
    title: titleOf(faults, partial),
    reasons: faults.map((fault) => fault.reason),
    advice: adviceOf(faults, kinds, chain),
    actions: actionsOf(faults, kinds, chain),
    ...(useInstead ? { useInstead } : {}),
    ...(chain.retryAt === undefined ? {} : { retryAt: chain.retryAt }),
  };
}

function successorIn(faults: readonly Fault[]): ModelChoice | undefined {
  const retired = faults.find(({ route, failure }) => failure?.kind === 'model-missing' && route.retirement);
  const successor = retired?.route.retirement?.successor;
  return retired && successor !== undefined ? { providerId: retired.route.providerId, model: successor } : undefined;
}

/** A defect of ours or a fault before any provider was asked. */
export function unexpectedProblem(message: string): Problem {
  return {
    title: l10n.t('Everpair could not send the request.'),
    reasons: [message],
    advice: l10n.t('Try again. If it happens again, the log tells more.'),
    actions: ['retry', 'show-log'],
  };
}

function nothingConfigured(): Problem {
  return {
    title: l10n.t('No AI provider is set up yet.'),
    reasons: [],
    advice: l10n.t(
      'Set an API key for Anthropic or OpenAI, start Ollama on this machine, or list your own hosts in the setting everpair.providers.',
    ),
    actions: ['set-api-key', 'open-settings', 'retry', 'show-log'],
  };
}

function isAllOutside({ attempts, skipped }: ChainFailure): boolean {
  return attempts.length === 0 && skipped.every(({ reason }) => reason === 'boundary');
}

function outsideBoundary(faults: readonly Fault[]): Problem {
  return {
    title: l10n.t('Every provider is outside your boundary, so nothing was sent.'),
    reasons: faults.map((fault) => fault.reason),
    advice: l10n.t(
      "The settings everpair.boundary and everpair.allowedHosts, yours, your company's or this workspace's, say how far code may go. Widen them, or add a provider inside them.",
    ),
    actions: ['open-boundary', 'open-settings', 'retry', 'show-log'],
  };
}

/** The answer waits because the user wants to be asked: only the last provider that wrote is named. */
function brokenOff({ attempts }: ChainFailure, next: Route): Problem {
  const last = attempts.findLast((attempt) => attempt.failure !== undefined);
  return {
    title: l10n.t('The answer broke off.'),
    reasons: last?.failure ? [asSentence(failureClause(last.route, last.failure))] : [],
    advice: l10n.t('You chose to be asked before another provider goes on.'),
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
    faults.set(route.id, { route, failure, reason: asSentence(failureClause(route, failure)) });
  }
  for (const { route, failure, detail, reason } of chain.skipped) {
    if (faults.has(route.id)) continue;
    const down = reason === 'unhealthy' && failure !== undefined;
    faults.set(route.id, {
      route,
      failure,
      reason: down
        ? asSentence(l10n.t('{0}, so it was not asked again yet', failureClause(route, failure)))
        : asSentence(detail),
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
      ? l10n.t('The answer broke off and there is no other provider to continue it.')
      : l10n.t('The answer broke off and no other provider could continue it.');
  }
  return only ? l10n.t('{0} could not answer.', only.route.label) : l10n.t('No provider could answer.');
}

function adviceOf(faults: readonly Fault[], kinds: ReadonlySet<FailureKind | undefined>, chain: ChainFailure): string {
  const advice: string[] = [];
  if (kinds.has('offline')) advice.push(l10n.t('Check the network of this machine.'));
  if (kinds.has('proxy')) advice.push(l10n.t('Check the proxy of this network, "http.proxy" and "http.noProxy".'));
  for (const { route, failure } of faults) {
    if (failure?.kind === 'auth') advice.push(keyAdvice(route, failure));
    if (failure?.kind === 'quota') advice.push(quotaAdvice(route, failure));
    if (failure?.kind === 'model-missing') advice.push(modelAdvice(route));
    if (failure?.kind === 'wrong-address') advice.push(addressAdvice(route));
    if (failure?.kind === 'not-protocol') advice.push(gatekeeperAdvice(route));
    if (failure?.kind === 'connect' && route.trust === 'local')
      advice.push(l10n.t('Check that {0} is running.', route.label));
  }
  if (kinds.has('context-exceeded') || chain.skipped.some(({ reason }) => reason === 'context'))
    advice.push(l10n.t('Start a new chat or remove context.'));
  if (kinds.has('policy')) advice.push(l10n.t('Put the question in other words.'));
  if (chain.skipped.some((skipped) => skipped.reason === 'consent')) {
    advice.push(l10n.t('Try again to be asked once more where your code may go.'));
  }
  if (chain.skipped.some((skipped) => skipped.reason === 'boundary')) {
    advice.push(l10n.t('The settings everpair.boundary and everpair.allowedHosts keep the others from being asked.'));
  }
  if (chain.skipped.some((skipped) => skipped.reason === 'price')) {
    advice.push(l10n.t('The setting everpair.maxRequestCost limits what a request may cost.'));
  }
  if (chain.skipped.some((skipped) => skipped.reason === 'budget')) {
    advice.push(l10n.t('The setting everpair.budgets limits what a month may cost.'));
  }
  if (advice.length === 0) {
    advice.push(
      faults.length === 1
        ? l10n.t('Try again, or add a second provider that can take over.')
        : l10n.t('Try again in a moment.'),
    );
  }
  return [...new Set(advice)].join(' ');
}

function modelAdvice({ label, server, retirement }: Route): string {
  if (retirement) {
    return l10n.t('Write {0} as the model of {1} in the setting everpair.providers.', retirement.successor, label);
  }
  return server?.installCommand === undefined
    ? l10n.t('Choose another "model" for {0} in the setting everpair.providers.', label)
    : l10n.t('Install the model with "{0}" or choose another one.', server.installCommand);
}

/** A key that is known is refused as well where it may not do this, and where the host does not serve a country. */
function keyAdvice({ label, model }: Route, { status }: Failure): string {
  return status === 403
    ? l10n.t(
        'Set an API key for {0} that may use {1}, and check that {0} serves this network and country.',
        label,
        model,
      )
    : l10n.t('Set a valid API key for {0}.', label);
}

/** An account that can pay for less is not empty. */
function quotaAdvice({ label }: Route, { outputLimitTokens }: Failure): string {
  return outputLimitTokens === undefined
    ? l10n.t('Check the billing or quota of your {0} account.', label)
    : l10n.t(
        'Add credit to your {0} account: it pays for no more than {1} tokens of an answer.',
        label,
        outputLimitTokens,
      );
}

function addressAdvice({ label, endpoint }: Route): string {
  return l10n.t('Check the "baseUrl" of {0} in the setting everpair.providers: {1} has no such path.', label, endpoint);
}

function gatekeeperAdvice({ label }: Route): string {
  return l10n.t(
    'Check the proxy, firewall or sign-in page of this network, and the "baseUrl" of {0} in the setting everpair.providers.',
    label,
  );
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
    'open-budgets': isPassedOverFor('budget'),
    'switch-provider': faults.length > 1,
    'set-api-key': kinds.has('auth'),
    'open-settings': needsSettings || faults.length === 1,
    'show-log': true,
  };
  return problemActions.filter((action) => applies[action]);
}
