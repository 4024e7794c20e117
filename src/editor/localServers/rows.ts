import * as l10n from '@vscode/l10n';
import type { FittedModel, IdentifiedServer, LocalServerKind, LocalServers, RunningOllama } from '../../engine/config';
import { type MemoryFit, shownNumber } from '../../engine/model';
import { shownBytes } from './sizes';

/** What choosing a row does. */
export type LocalAction =
  | { readonly type: 'start'; readonly command: string }
  | { readonly type: 'install'; readonly command: string }
  | { readonly type: 'open-page'; readonly url: string }
  | { readonly type: 'look-again' }
  | { readonly type: 'use'; readonly ollama: RunningOllama; readonly model: string; readonly fillsIn: boolean }
  | { readonly type: 'load'; readonly ollama: RunningOllama; readonly offered: FittedModel }
  | { readonly type: 'load-other'; readonly ollama: RunningOllama }
  | { readonly type: 'add'; readonly server: IdentifiedServer };

export interface LocalRow {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Undefined: a heading. */
  readonly action?: LocalAction;
}

/** What can be done now, the likeliest first. Pure. */
export function localRows({ ollamas, start, others }: LocalServers): readonly LocalRow[] {
  const isHere = ollamas.some((ollama) => ollama.isHere);
  return [
    ...(isHere ? [] : startRows(start)),
    ...ollamas.flatMap(ollamaRows),
    ...(others.length > 0 ? [{ label: l10n.t('Other servers on this machine') }, ...others.map(otherRow)] : []),
    ...(isHere ? [] : [lookAgainRow()]),
  ];
}

function startRows(start: LocalServers['start']): readonly LocalRow[] {
  if (start.type === 'not-installed') {
    const install: LocalRow[] = start.command
      ? [
          {
            label: l10n.t("$(terminal) Write the installer's command into a terminal"),
            description: start.command,
            detail: l10n.t('Nothing runs until you press Enter there.'),
            action: { type: 'install', command: start.command },
          },
        ]
      : [];
    const download: LocalRow = {
      label: l10n.t('$(link-external) Download Ollama'),
      description: start.page,
      action: { type: 'open-page', url: start.page },
    };
    return [{ label: l10n.t('Ollama is not installed on this machine') }, download, ...install];
  }
  const ways: Record<typeof start.way, () => string> = {
    service: () => l10n.t('As the service that its installer made. A terminal asks for your password.'),
    app: () => l10n.t('As the app. It also starts by itself after the next login.'),
    terminal: () => l10n.t('In a terminal. It runs until the terminal is closed.'),
  };
  return [
    { label: l10n.t('Ollama is installed and does not run') },
    {
      label: l10n.t('$(play) Start Ollama'),
      description: start.command,
      detail: ways[start.way](),
      action: { type: 'start', command: start.command },
    },
  ];
}

function lookAgainRow(): LocalRow {
  return { label: l10n.t('$(refresh) Look again'), action: { type: 'look-again' } };
}

function ollamaRows(ollama: RunningOllama): readonly LocalRow[] {
  const installed = ollama.installed.map(({ name, fillsIn }): LocalRow => {
    const detail = fillsIn === undefined ? undefined : abilities(fillsIn);
    const action = { type: 'use', ollama, model: name, fillsIn: fillsIn === true } as const;
    return { label: `$(check) ${name}`, description: l10n.t('is there'), ...(detail ? { detail } : {}), action };
  });
  return [
    { label: l10n.t('Ollama at {0}', ollama.host) },
    ...installed,
    { label: l10n.t('Models that can be loaded') },
    ...ollama.offered.map((offered) => offeredRow(ollama, offered)),
    {
      label: l10n.t('$(cloud-download) Another model…'),
      detail: l10n.t("Any model of Ollama's library, by its name."),
      action: { type: 'load-other', ollama },
    },
  ];
}

const lights: Record<MemoryFit, string> = {
  fits: '$(pass-filled)',
  tight: '$(warning)',
  'too-large': '$(circle-slash)',
};

function offeredRow(ollama: RunningOllama, offered: FittedModel): LocalRow {
  const { model, windowTokens, fit, isRecommended } = offered;
  const size = shownBytes(model.weightsBytes);
  const light = fit === undefined ? size : l10n.t('{0} · {1}', fitInWords(fit), size);
  return {
    label: `${fit === undefined ? '$(cloud-download)' : lights[fit]} ${model.name}`,
    description: isRecommended ? l10n.t('{0} · recommended', light) : light,
    // A picker of the usual width cuts a longer line off at its end.
    detail: l10n.t('Window of {0} tokens. {1}', shownNumber(windowTokens), abilities(model.fillsIn)),
    action: { type: 'load', ollama, offered },
  };
}

export function fitInWords(fit: MemoryFit): string {
  switch (fit) {
    case 'fits':
      return l10n.t('fits');
    case 'tight':
      return l10n.t('tight: slow, or only when other programs are closed');
    case 'too-large':
      return l10n.t("will not fit into this machine's memory");
  }
}

function abilities(fillsIn: boolean): string {
  return fillsIn ? l10n.t('Completes while you type, and chats.') : l10n.t('Chats. It does not fill in the middle.');
}

/** Names of programs. */
export const serverNames: Record<LocalServerKind, string> = {
  'llama.cpp': 'llama.cpp',
  'lm-studio': 'LM Studio',
  vllm: 'vLLM',
};

function otherRow(server: IdentifiedServer): LocalRow {
  const [first, ...more] = server.models;
  return {
    label: `$(server) ${serverNames[server.kind]}`,
    description: new URL(server.origin).host,
    detail:
      more.length === 0
        ? l10n.t('Add it with {0}.', first ?? '')
        : l10n.t('Add it with {0} or another of its {1} models.', first ?? '', server.models.length),
    action: { type: 'add', server },
  };
}
