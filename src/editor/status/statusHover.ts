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
      'No provider is set up yet. Everpair can use Anthropic or OpenAI with your key, any OpenAI-compatible host, and a local Ollama, which it finds by itself at the first request.',
      '',
      `[Set API Key…](command:${commandIds.setApiKey}) | [Settings](command:${commandIds.openSettings})`,
    );
    return lines.join('\n');
  }
  if (status.offline)
    lines.push('$(debug-disconnect) This machine seems to be offline: only local providers are asked.', '');
  if (status.boundary !== 'any') lines.push(boundaryLine(status), '');
  lines.push('| | Provider | Model | State |', '|:--|:--|:--|:--|');
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
  if (isCutOff(provider, offline)) return 'Out of reach: this machine seems to be offline';
  switch (state) {
    case 'healthy':
      return 'Healthy';
    case 'degraded':
      if (chat.cause === 'refuses') return 'Does not accept requests';
      return chat.cause === 'slow' ? 'Slower than usual' : 'Recovering';
    case 'off':
      return `Off. ${offReason ?? ''}`.trim();
    case 'down': {
      const cause = chat.failure ? failureLabel(chat.failure.kind) : 'not available';
      const status = chat.failure?.status === undefined ? '' : ` (${chat.failure.status})`;
      if (chat.halfOpen) return `Down: ${cause}${status}. The next request tries it again`;
      const wait = chat.until === undefined ? '' : `. Asked again in ${duration(chat.until - now)}`;
      return `Down: ${cause}${status}${wait}`;
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
  return `$(lock) Boundary: ${boundaryInWords(boundary)}. [Change](command:${commandIds.openBoundary})`;
}

function order(status: ManagerStatus): string {
  const { pinned, providers, next } = status;
  if (providers.every((provider) => isOutside(provider, status))) {
    return 'Every provider is outside your boundary, so nothing is sent to anyone.';
  }
  if (pinned !== undefined) return 'One provider is pinned. Pick Auto to let the others take over when it fails.';
  if (!next) return 'None of them can answer now. Everpair asks again by itself as soon as one may.';
  return providers.filter(({ state }) => state !== 'off').length === 1
    ? 'There is no second provider to take over.'
    : 'When one fails, the next in the list takes over.';
}

function links({ providers }: ManagerStatus): string {
  const someoneIsDown = providers.some(({ state }) => state === 'down');
  return [
    `[Switch Provider](command:${commandIds.switchProvider})`,
    `[Test All](command:${commandIds.testProviders})`,
    `[Set API Key…](command:${commandIds.setApiKey})`,
    `[Open Chat](command:${commandIds.openChat})`,
    ...(someoneIsDown ? [`[Reset Health](command:${commandIds.resetHealth})`] : []),
    `[Show Log](command:${commandIds.showLog})`,
  ].join(' | ');
}

/** Labels and models come from settings and hosts: nothing in them may act as markdown, as a link or as an icon. */
function escape(text: string): string {
  // VS Code draws icons last, and leaves the one alone that still has a backslash then.
  const plain = text.replace(/\s+/g, ' ').replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
  return plain.replace(/[\\`*_{}[\]()#+\-.!|<>~:@&]/g, '\\$&');
}
