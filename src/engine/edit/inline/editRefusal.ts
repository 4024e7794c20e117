import * as l10n from '@vscode/l10n';
import type { Problem } from '../../failover/api/problem';

/** Why an edit was not made. In each case the file is as it was. */
export type EditRefusal =
  /** The region is longer than a model can be sent. */
  | { readonly type: 'too-long' }
  /** Models answered, and nothing that could be used. */
  | { readonly type: 'wrong-shape'; readonly by: string }
  | { readonly type: 'cut-off'; readonly by: string }
  | { readonly type: 'secret-changed'; readonly by: string }
  /** Nobody answered to the end. */
  | { readonly type: 'failed'; readonly problem: Problem };

/** One or more sentences for people: what happened, and what to do next. */
export function editRefusalText(refusal: EditRefusal): string {
  switch (refusal.type) {
    case 'too-long':
      return l10n.t('The selection is too long for the models that may be asked. Select less.');
    case 'wrong-shape':
      return l10n.t(
        '{0} answered twice in a form that cannot be used. Say it in other words, or choose another model.',
        refusal.by,
      );
    case 'cut-off':
      return l10n.t('{0} reached its longest answer before the end. Select less.', refusal.by);
    case 'secret-changed':
      return l10n.t('{0} changed a line with a secret that it was not shown. Select lines without it.', refusal.by);
    case 'failed':
      return [refusal.problem.title, ...refusal.problem.reasons].join(' ');
  }
}
