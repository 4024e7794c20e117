import * as l10n from '@vscode/l10n';
import { boundaryInWords, type ManagerStatus, type ProviderStatus } from '../../engine/failover';
import { failureLabel } from '../../engine/model';
import { commandIds } from '../ids';
import { duration, isOutside } from './statusView';

/** Commands that the hover may run. */
export const hoverCommands = [
  commandIds.switchProvider,
  commandIds.testProviders,
  commandIds.setApiKey,
  commandIds.openChat,
  commandIds.showLog,
  commandIds.openSettings,
  commandIds.openBoundary,
  commandIds.resetHealth,
] as const;

/** Markdown of the hover: every provider with its state, the reason and until when. Pure. */
export function statusHover(status: ManagerStatus, now: number): string {
  const lines = ['**Everpair**', ''];
  if (status.providers.length === 0) {
    lines.push(
      l10n.t(
        'No provider is set up yet. Everpair can use Anthropic or OpenAI with your key, any OpenAI-compatible host, and a local Ollama, which it finds by itself at the first request.',
      ),
      '',
      `${link(l10n.t('Set API Key…'), commandIds.setApiKey)} | ${link(l10n.t('Settings'), commandIds.openSettings)}`,
    );
    return lines.join('\n');
  }
  if (status.offline)
    lines.push(l10n.t('$(debug-disconnect) This machine seems to be offline: only local providers are asked.'), '');
  if (status.boundary !== 'any') lines.push(boundaryLine(status), '');
  lines.push(`| | ${l10n.t('Provider')} | ${l10n.t('Model')} | ${l10n.t('State')} |`, '|:--|:--|:--|:--|');
  for (const provider of status.providers) lines.push(row(provider, status, now));
  lines.push('', order(status), '', links(status));
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

/** Labels and models come from settings and hosts: nothing in them may act as markdown, as a link or as an icon. */
function escape(text: string): string {
  // VS Code draws icons last, and leaves the one alone that still has a backslash then.
  const plain = text.replace(/\s+/g, ' ').replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
  return plain.replace(/[\\`*_{}[\]()#+\-.!|<>~:@&]/g, '\\$&');
}
