import * as l10n from '@vscode/l10n';
import type { LinkView, NextStep, SetupView } from './protocol';

/** What the user may do next: what keeps answers away first, then what makes the chain safer, at the end the first question. */
export function nextStep({
  links,
  found,
  isAlone,
}: Pick<SetupView, 'links' | 'found'> & {
  /** All links that are on fail together. */
  readonly isAlone: boolean;
}): NextStep {
  const usable = links.filter(({ problem, isEnabled }) => problem === undefined && isEnabled);
  const keyless = usable.find(({ isKeyMissing }) => isKeyMissing);
  const failed = usable.find(({ test, warnings }) => test?.state === 'failed' && warnings.length === 0);
  if (links.length === 0)
    return {
      text:
        found.length > 0
          ? l10n.t('Add one of those that were found here, or one with a key of yours.')
          : l10n.t('Choose a vendor and paste its key, or load a model onto this machine.'),
    };
  if (links.every(({ problem }) => problem !== undefined))
    return {
      text: l10n.t('None of the entries can be read. Mend them in the setting, or remove them here.'),
      action: { type: 'open-setting' },
    };
  if (usable.length === 0) return { text: l10n.t('All links are turned off. Turn one on.') };
  if (keyless)
    return {
      text: l10n.t('{0} has no key yet.', keyless.label),
      action: { type: 'set-key', rowId: keyless.rowId, label: keyless.label },
    };
  if (usable.every(({ warnings }) => warnings.length > 0))
    return { text: l10n.t('None of them may be asked now. The reason stands at each.') };
  if (usable.some(isUntested)) return { text: l10n.t('Test whether they can be reached.'), action: { type: 'test' } };
  if (failed)
    return {
      text: usable.some(({ test }) => test?.state === 'ok')
        ? l10n.t('{0} did not pass the test. The others are asked in its place. Mend it, or turn it off.', failed.label)
        : l10n.t('{0} did not pass the test. The reason stands at it.', failed.label),
      action: { type: 'test' },
    };
  if (isAlone)
    return {
      text: l10n.t('It works. With a second provider at another place, an outage does not stop you.'),
      action: { type: 'open-chat' },
    };
  return { text: l10n.t('It works. Ask the first question.'), action: { type: 'open-chat' } };
}

function isUntested({ test, warnings }: LinkView): boolean {
  return (test === undefined || test.state === 'running') && warnings.length === 0;
}
