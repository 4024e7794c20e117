import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { KeySource } from '../../engine/config';
import { shortHost } from '../../engine/model';
import type { Candidate, ChainRow } from '../../engine/setup';
import type { MenuRow } from './menu';

/** What a row of the set-up does. */
export type SetUpAction =
  | { readonly type: 'link'; readonly row: ChainRow }
  | { readonly type: 'add'; readonly candidate: Candidate }
  | { readonly type: 'page' | 'test' | 'import' | 'ollama' | 'local-model' | 'chat' };

export interface SetUpRowsInput {
  readonly chain: readonly ChainRow[];
  readonly offered: readonly Candidate[];
  /** By the id of a link. */
  readonly keys: ReadonlyMap<string, KeySource>;
  /** How the test of a link ended, by its id. */
  readonly tests: ReadonlyMap<string, string>;
  readonly isLooking: boolean;
}

export function setUpRows(view: SetUpRowsInput): readonly MenuRow<SetUpAction>[] {
  const { chain, offered, isLooking } = view;
  const here = offered.filter(({ by }) => by.kind !== 'key');
  const byKey = offered.filter(({ by }) => by.kind === 'key');
  const looking = isLooking ? [{ label: l10n.t('Looking for servers of models on this machine…') }] : [];
  return [
    {
      label: l10n.t('$(list-ordered) Edit the chain on a page…'),
      description: l10n.t('all of this, with order by drag'),
      action: { type: 'page' },
    },
    ...group(
      l10n.t('who is asked, in this order'),
      chain.map((row) => linkRow(row, view)),
    ),
    ...(chain.length === 0 ? [] : ends()),
    ...group(l10n.t('found here'), [...here.map(candidateRow), ...looking]),
    ...group(l10n.t('with a key of yours'), byKey.map(candidateRow)),
    ...group(l10n.t('from elsewhere'), [
      { label: l10n.t('$(desktop-download) Load a model with Ollama…'), action: { type: 'ollama' } },
      { label: l10n.t('$(desktop-download) Load a model without any other program…'), action: { type: 'local-model' } },
      { label: l10n.t('$(cloud-download) Import settings from another tool…'), action: { type: 'import' } },
    ]),
  ];
}

function ends(): readonly MenuRow<SetUpAction>[] {
  return [
    {
      label: l10n.t('$(pulse) Test the chain'),
      description: l10n.t('asks each for its list of models, which costs nothing'),
      action: { type: 'test' },
    },
    { label: l10n.t('$(comment-discussion) Done: ask the first question'), action: { type: 'chat' } },
  ];
}

function group(label: string, rows: readonly MenuRow<SetUpAction>[]): readonly MenuRow<SetUpAction>[] {
  return rows.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];
}

function linkRow(row: ChainRow, { keys, tests }: SetUpRowsInput): MenuRow<SetUpAction> {
  const number = row.index + 1;
  const action: SetUpAction = { type: 'link', row };
  if (!row.link)
    return { label: `${number}. ${l10n.t('An entry that cannot be read')}`, detail: l10n.t('It is not used.'), action };
  const { config, host, needsKey } = row.link;
  const isMissing = needsKey && keys.get(config.id) === 'none';
  const test = tests.get(config.id);
  const facts = [
    shortHost(host),
    ...(config.enabled ? [] : [l10n.t('turned off')]),
    ...(isMissing ? [l10n.t('no key yet')] : []),
    ...(config.enabled ? [worth(row.link)] : []),
    ...(test === undefined ? [] : [test]),
  ];
  return { label: `${number}. ${config.label}`, description: config.model, detail: facts.join(' · '), action };
}

/** What a link adds: a place of its own, or one more model at a place that is in the chain already. */
function worth({ fallsWith }: NonNullable<ChainRow['link']>): string {
  return fallsWith.length === 0
    ? l10n.t('a place of its own')
    : l10n.t('the same place as {0}: they fail together', fallsWith.join(', '));
}

function candidateRow(candidate: Candidate): MenuRow<SetUpAction> {
  const { label, host, by, entry } = candidate;
  const action: SetUpAction = { type: 'add', candidate };
  const place = shortHost(host);
  switch (by.kind) {
    case 'server':
      return {
        label: `$(server) ${label}`,
        description: entry.model,
        detail: `${place} · ${by.models.length === 1 ? l10n.t('one model') : l10n.t('{0} models', by.models.length)}`,
        action,
      };
    case 'variable':
      return {
        label: `$(key) ${label}`,
        description: entry.model,
        detail: `${place} · ${l10n.t('key from {0}', by.name)}`,
        action,
      };
    case 'key':
      return { label: `$(add) ${label}`, description: entry.model, detail: place, action };
  }
}
