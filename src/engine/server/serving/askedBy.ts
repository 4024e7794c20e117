import * as l10n from '@vscode/l10n';
import type { RequestSources } from '../../privacy/requestSources';
import type { RestorableMasks } from '../../privacy/restorableMasks';

/** Another program gives no files: what it sends is one text of its own. */
export function askedBy(client: string, masks: RestorableMasks): RequestSources {
  const sent = {
    path: l10n.t('Sent by {0}', client),
    part: l10n.t('the request'),
    chars: masks.chars,
    masked: masks.kinds,
  };
  return { askedBy: client, files: [sent], keptBack: [] };
}
