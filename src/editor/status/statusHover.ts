import * as l10n from '@vscode/l10n';
import {
  allProviders,
  boundaryInWords,
  type BudgetUse,
  type ManagerStatus,
  type ProviderStatus,
} from '../../engine/failover';
import { duration, exactDollars, failureDomainOf, failureLabel } from '../../engine/model';
import { commandIds } from '../ids';
import type { EndpointView } from '../endpoint/ownership/endpointState';
import { endpointInWords } from './endpointWords';
import { escape } from './escape';
import { limitsInWords } from './limitWords';
import { isOutside } from './statusView';

/** Commands that the hover may run. */
export const hoverCommands = [
  commandIds.switchProvider,
  commandIds.testProviders,
  commandIds.setApiKey,
  commandIds.setUp,
  commandIds.openChat,
  commandIds.showLog,
  commandIds.openSettings,
  commandIds.openBoundary,
  commandIds.openBudgets,
  commandIds.resetHealth,
  commandIds.connectTool,
  commandIds.startEndpoint,
] as const;

/** Markdown of the hover: every provider with its state, the reason and until when, and the endpoint where there is one. Pure. */
export function statusHover(status: ManagerStatus, now: number, endpoint?: EndpointView): string {
  const lines = ['**Everpair**', ''];
  if (status.providers.length === 0) {
    lines.push(
      l10n.t(
        'No provider is set up yet. Everpair can use Anthropic or OpenAI with your key, any OpenAI-compatible host, and a local Ollama, which it finds by itself at the first request.',
      ),
      '',
      `${link(l10n.t('Set Up…'), commandIds.setUp)} | ${link(l10n.t('Set API Key…'), commandIds.setApiKey)} | ${link(l10n.t('Settings'), commandIds.openSettings)}`,
    );
    return lines.join('\n');
  }
  if (status.offline)
    lines.push(l10n.t('$(debug-disconnect) This machine seems to be offline: only local providers are asked.'), '');
  if (status.boundary !== 'any') lines.push(boundaryLine(status), '');
  lines.push(`| | ${l10n.t('Provider')} | ${l10n.t('Model')} | ${l10n.t('State')} |`, '|:--|:--|:--|:--|');
  for (const provider of status.providers) lines.push(row(provider, status, now));
  lines.push('', order(status), '');
  for (const shared of sharedDomains(status)) lines.push(shared, '');
  for (const limits of limitLines(status, now)) lines.push(limits, '');
  if (status.budgets) lines.push(budgetsLine(status, status.budgets), '');
  if (endpoint && endpoint.state.kind !== 'off') lines.push(endpointLine(endpoint), '');
  lines.push(links(status));
  return lines.join('\n');
}

function row(provider: ProviderStatus, status: ManagerStatus, now: number): string {
  const { link } = provider;
  const name = escape(link.label);
  const { offline } = status;
  const isNext = status.next?.link.provider.id === link.provider.id;
  const pin = status.pinned === link.provider.id ? ' $(pin)' : '';
  return `| ${icon(provider, offline)} | ${isNext ? `**${name}**` : name}${pin} | ${escape(link.chat.model)} | ${escape(stateInWords(provider, now, offline))} |`;
}

/** State of a provider in one line: "Down: overloaded (529). Asked again in 40 s". */
export function stateInWords(provider: ProviderStatus, now: number, offline = false): string {
  const { state, offReason, chat } = provider;
  if (isCutOff(provider, offline)) return l10n.t('Out of reach: this machine seems to be offline');
  switch (state) {
    case 'healthy':
      return l10n.t('Healthy');
    case 'degraded':
      if (chat.cause === 'refuses') return l10n.t('Does not accept requests');
      return chat.cause === 'slow' ? l10n.t('Slower than usual') : l10n.t('Recovering');
    case 'off':
      return l10n.t('Off. {0}', offReason ?? '').trim();
    case 'down': {
      const { failure, halfOpen, until } = chat;
      const status = failure?.status === undefined ? '' : ` (${failure.status})`;
      const cause = `${failure ? failureLabel(failure.kind) : l10n.t('not available')}${status}`;
      if (halfOpen) return l10n.t('Down: {0}. The next request tries it again', cause);
      return until === undefined
        ? l10n.t('Down: {0}', cause)
        : l10n.t('Down: {0}. Asked again in {1}', cause, duration(until - now));
    }
  }
}

function icon(provider: ProviderStatus, offline: boolean): string {
  if (isCutOff(provider, offline)) return '$(debug-disconnect)';
  switch (provider.state) {
    case 'healthy':
      return '$(check)';
    case 'degraded':
      return '$(warning)';
    case 'down':
      return '$(error)';
    case 'off':
      return '$(circle-slash)';
  }
}

/** Nothing is held against a cloud provider that only the network keeps away. */
function isCutOff({ state, link }: ProviderStatus, offline: boolean): boolean {
  return offline && state !== 'off' && link.chat.trust === 'cloud';
}

function boundaryLine({ boundary }: ManagerStatus): string {
  return `${l10n.t('$(lock) Boundary: {0}.', boundaryInWords(boundary))} ${link(l10n.t('Change'), commandIds.openBoundary)}`;
}

/** One line for each place that several providers go through: when it is down, they all are. */
function sharedDomains({ providers }: ManagerStatus): readonly string[] {
  const domains = new Map<string, readonly string[]>();
  for (const { link, state } of providers) {
    if (state === 'off') continue;
    const domain = failureDomainOf(link.chat.endpoint);
    domains.set(domain, [...(domains.get(domain) ?? []), link.label]);
  }
  return [...domains].flatMap(([domain, labels]) => {
    if (labels.length < 2) return [];
    const names = labels.map(escape);
    const last = names.pop() ?? '';
    return l10n.t('{0} and {1} go through {2} and fail together.', names.join(', '), last, escape(domain));
  });
}

/** One line for each route whose host has said that not all is left. */
function limitLines({ providers }: ManagerStatus, now: number): readonly string[] {
  return providers.flatMap(({ limits }) =>
    limits.map(({ route, limits: known }) => {
      const name = `${escape(route.label)} (${escape(route.model)})`;
      return l10n.t('$(dashboard) {0}: {1}.', name, limitsInWords(known, now));
    }),
  );
}

function budgetsLine({ providers }: ManagerStatus, budgets: readonly BudgetUse[]): string {
  const parts = budgets.map(({ key, used, estimated, limit }) => {
    const label = providers.find(({ link }) => link.provider.id === key)?.link.label;
    const isKnown = key === allProviders || label !== undefined;
    const name = key === allProviders ? l10n.t('All providers') : escape(label ?? key);
    const amount = l10n.t('{0}: {1} of {2}', name, exactDollars(used), exactDollars(limit));
    if (!isKnown) return l10n.t('{0} (not among your providers now)', amount);
    return estimated < leastShownDollars
      ? amount
      : l10n.t('{0} ({1} of it estimated)', amount, exactDollars(estimated));
  });
  const all = parts.reduce((joined, part) => l10n.t('{0}, {1}', joined, part));
  return `${l10n.t('$(credit-card) Used this month: {0}.', all)} ${link(l10n.t('Change'), commandIds.openBudgets)}`;
}

/** Less is shown as no cent. */
const leastShownDollars = 0.005;

function endpointLine(endpoint: EndpointView): string {
  const { kind } = endpoint.state;
  const action =
    kind === 'blocked'
      ? link(l10n.t('Try Again'), commandIds.startEndpoint)
      : link(l10n.t('Connect a Tool…'), commandIds.connectTool);
  return `${endpointInWords(endpoint)} ${action}`;
}

function order(status: ManagerStatus): string {
  const { pinned, providers, next } = status;
  if (providers.every((provider) => isOutside(provider, status))) {
    return l10n.t('Every provider is outside your boundary, so nothing is sent to anyone.');
  }
  if (pinned !== undefined)
    return l10n.t('One provider is pinned. Pick Auto to let the others take over when it fails.');
  if (!next) return l10n.t('None of them can answer now. Everpair asks again by itself as soon as one may.');
  return providers.filter(({ state }) => state !== 'off').length === 1
    ? l10n.t('There is no second provider to take over.')
    : l10n.t('When one fails, the next in the list takes over.');
}

function links({ providers }: ManagerStatus): string {
  const someoneIsDown = providers.some(({ state }) => state === 'down');
  return [
    link(l10n.t('Switch Provider'), commandIds.switchProvider),
    link(l10n.t('Test All'), commandIds.testProviders),
    link(l10n.t('Set API Key…'), commandIds.setApiKey),
    link(l10n.t('Open Chat'), commandIds.openChat),
    ...(someoneIsDown ? [link(l10n.t('Reset Health'), commandIds.resetHealth)] : []),
    link(l10n.t('Show Log'), commandIds.showLog),
  ].join(' | ');
}

function link(text: string, command: string): string {
  return `[${text}](command:${command})`;
}
