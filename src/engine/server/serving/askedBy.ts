import type { RequestSources } from '../../privacy/requestSources';

/** Another program gives no files: what it sends is its own. */
export function askedBy(client: string): RequestSources {
  return { askedBy: client, files: [], keptBack: [] };
}
