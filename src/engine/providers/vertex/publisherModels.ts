import type { ModelInfo } from '../../model/provider/provider';
import { listOf, recordOf, textOf } from '../../model/text/jsonValue';
import { isForChat } from '../catalogue/chatModels';
import type { Access } from '../http/account';

/** Models at most; a publisher has fewer. */
const pageSize = 300;

/**
 * The models that a publisher has on Vertex, whether or not the project may use them:
 * https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/publishers.models/list. `family`: what is asked by the protocol.
 */
export async function publisherModels(
  { fetch }: Access,
  baseUrl: string,
  publisher: 'google' | 'anthropic',
  family: RegExp,
): Promise<readonly ModelInfo[]> {
  const root = baseUrl.replace(/\/v1\/projects\/.*$/, '');
  const response = await fetch(`${root}/v1beta1/publishers/${publisher}/models?pageSize=${pageSize}`);
  const { publisherModels: found } = recordOf(await response.json());
  if (!Array.isArray(found)) throw new TypeError('no list of models');
  const ids = listOf(found).map((each) => textOf(recordOf(each).name).replace(/^.*\//, ''));
  return [...new Set(ids)].filter((id) => family.test(id) && isForChat(id, undefined)).map((id) => ({ id }));
}
