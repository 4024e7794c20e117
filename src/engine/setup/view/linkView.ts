import * as l10n from '@vscode/l10n';
import { readProviders } from '../../config/settings/providerSettings';
import { shortHost } from '../../model/text/shortened';
import type { ChainRow } from '../chain/chainRows';
import { textAt } from '../import/source/access';
import { linkFacts, type RoutedLink, routed } from './linkFacts';
import type { LinkView } from './protocol';
import { rowIds } from './rowIds';
import type { SetupFacts } from './setupFacts';

/** The links of a chain as a page shows them. `rows`: of the same entries. */
export function linkViews(rows: readonly ChainRow[], facts: SetupFacts): readonly LinkView[] {
  const entries = rows.map(({ entry }) => entry);
  const ids = rowIds(entries);
  const problems = entryProblems(entries);
  const links = rows.map(({ link }, index) =>
    link && problems[index] === undefined ? routed(link.config, facts.routes.get(link.config.id)) : undefined,
  );
  return rows.map((row, index) => {
    const rowId = ids[index] ?? '';
    const others = links.filter((other, at) => at !== index && other?.config.enabled).filter((other) => !!other);
    const link = links[index];
    return link && row.link
      ? readableView(rowId, { ...row, link: row.link }, link, others, facts)
      : wrongView(rowId, row, problems[index]);
  });
}

/** Why each entry cannot be used, undefined where it can. An entry is judged with those before it, which may have its id. */
function entryProblems(entries: readonly unknown[]): readonly (string | undefined)[] {
  const found = entries.map((_, index) => readProviders(entries.slice(0, index + 1)).problems);
  return found.map((problems, index) =>
    problems.length > (found[index - 1]?.length ?? 0) ? problems.at(-1)?.message : undefined,
  );
}

function wrongView(rowId: string, { entry, link }: ChainRow, problem: string | undefined): LinkView {
  return {
    rowId,
    label:
      link?.config.label ?? textAt(entry, 'label') ?? textAt(entry, 'id') ?? l10n.t('An entry that cannot be read'),
    host: '',
    model: '',
    completionModel: '',
    isEnabled: true,
    facts: [],
    isKeyMissing: false,
    warnings: [],
    problem: problem ?? l10n.t('It is not used.'),
  };
}

function readableView(
  rowId: string,
  { entry, link }: ChainRow & { readonly link: NonNullable<ChainRow['link']> },
  routedLink: RoutedLink,
  others: readonly RoutedLink[],
  { keys, signIns, offReasons, tests }: SetupFacts,
): LinkView {
  const { config, host, needsKey, keyPage } = link;
  const { id, label, model, enabled } = config;
  const isSignedIn = signIns.has(id);
  const source = keys.get(id) ?? 'none';
  const isMissing = needsKey && !isSignedIn && source === 'none';
  const test = tests.get(id);
  const isOfEntry = test !== undefined && JSON.stringify(test.entry) === JSON.stringify(entry);
  const offReason = offReasons.get(id);
  const keyFact = { stored: l10n.t('key stored in VS Code'), environment: l10n.t('key from the environment') };
  return {
    rowId,
    label,
    host: shortHost(host),
    model,
    completionModel: config.completionModel ?? model,
    isEnabled: enabled,
    facts: [
      ...(enabled ? linkFacts(routedLink, others, isOfEntry ? test.fim : undefined) : [l10n.t('turned off')]),
      ...(source === 'none' ? [] : [keyFact[source]]),
    ],
    isKeyMissing: enabled && isMissing,
    warnings: enabled
      ? [...(isMissing ? [l10n.t('no key yet')] : []), ...(offReason === undefined ? [] : [offReason])]
      : [],
    ...(isOfEntry ? { test: { state: test.state, text: test.text } } : {}),
    keyName: isSignedIn ? 'sign-in' : 'key',
    ...(keyPage === undefined ? {} : { keyPage: new URL(keyPage).host }),
  };
}
