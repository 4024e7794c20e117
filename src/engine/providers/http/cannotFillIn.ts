import * as l10n from '@vscode/l10n';
import type { StreamEvent } from '../../model/stream/stream';
import type { Account } from './account';

/** The stream of a provider or model that only chats. */
// eslint-disable-next-line @typescript-eslint/require-await -- the contract is an async stream
export async function* cannotFillIn(account: Account): AsyncGenerator<StreamEvent, void, undefined> {
  yield { type: 'failed', failure: account.refusal({ message: noFim(account) }).failure };
}

export function noFim(account: Account): string {
  return l10n.t('{0} cannot fill in the middle with this model.', account.label);
}
