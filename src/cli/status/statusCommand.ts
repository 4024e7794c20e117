import * as l10n from '@vscode/l10n';
import { boundaryInWords, type ProviderStatus } from '../../engine/failover';
import { failureLabel } from '../../engine/model';
import type { Run } from '../runContext';
import { type Ending, ending } from '../output/exitCodes';
import type { Session } from '../session';

/** `everpair status`: what is known of each provider. Asks no provider; where none is configured, local servers are looked for. */
export async function statusCommand({ host, reporter, signal, openSession }: Run): Promise<Ending> {
  const session = await openSession();
  await session.prepare(signal);
  const now = host.clock.now();
  reporter.event(statusEvent(session, now));
  reporter.text(statusText(session, now));
  return ending('answered');
}

function statusEvent({ manager, settings, isKept }: Session, now: number): { type: string } & Record<string, unknown> {
  const status = manager.status();
  return {
    type: 'status',
    providers: status.providers.map((provider) => ({
      ...of(provider),
      state: provider.state,
      ...(provider.offReason === undefined ? {} : { offReason: provider.offReason }),
      ...(provider.chat.failure ? { failure: provider.chat.failure.kind } : {}),
      ...(secondsLeft(provider, now) === undefined ? {} : { retryAfterSeconds: secondsLeft(provider, now) }),
      ...(provider.contextWindow === undefined ? {} : { contextWindow: provider.contextWindow }),
    })),
    ...(status.next ? { next: status.next.link.chat.id } : {}),
    boundary: status.boundary,
    offline: status.offline,
    configuration: settings.origin,
    records: { folder: settings.recordFolder, isKept: isKept() },
  };
}

function of({ link }: ProviderStatus): Readonly<Record<string, string>> {
  const { providerId, model, label, endpoint } = link.chat;
  return { provider: providerId, model, label, endpoint };
}

function statusText({ manager, settings, isKept }: Session, now: number): string {
  const status = manager.status();
  const { origin } = settings;
  const rows = status.providers.map((provider) => {
    const mark = provider === status.next ? '>' : ' ';
    return `${mark} ${provider.link.label} (${provider.link.chat.id}): ${stateText(provider, now)}`;
  });
  const from =
    origin.path === undefined ? l10n.t('Configuration: the environment.') : l10n.t('Configuration: {0}', origin.path);
  const kept = isKept()
    ? l10n.t('Known from earlier runs: {0}', settings.recordFolder)
    : l10n.t(
        'Known from this run alone: nothing can be kept in {0}, or this Node has no SQLite.',
        settings.recordFolder,
      );
  const nobody = l10n.t(
    'No provider is set up: list some in a configuration, set a key in the environment, or start Ollama.',
  );
  const boundary = l10n.t('Boundary: {0}.', boundaryInWords(status.boundary));
  return `${[...(rows.length === 0 ? [nobody] : rows), boundary, from, kept].join('\n')}\n`;
}

function stateText(provider: ProviderStatus, now: number): string {
  const { state, offReason, chat } = provider;
  if (state === 'off') return l10n.t('off: {0}', offReason ?? '');
  if (state === 'healthy') return l10n.t('ready');
  const label = chat.failure ? failureLabel(chat.failure.kind) : state;
  const seconds = secondsLeft(provider, now);
  return seconds === undefined ? label : l10n.t('{0}, asked again in {1} s', label, seconds);
}

function secondsLeft({ chat: { until } }: ProviderStatus, now: number): number | undefined {
  return until === undefined || until <= now ? undefined : Math.ceil((until - now) / 1_000);
}
