import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { vertexAddress, vertexBaseUrl } from './vertexAddress';

/** What holds for the models of all publishers on Vertex. */
export const onVertex = {
  baseUrl: undefined,
  // Google Cloud knows no variable that holds a token.
  apiKeyEnv: undefined,
  // Without one the credentials of the machine are used.
  needsKey: false,
  machineAccount: 'Google Cloud',
  ownFields: ['project', 'location'],
  requiredField: 'project',
  placedBaseUrl: vertexBaseUrl,
  address: vertexAddress,
  headersBeforeThinking: true,
} as const satisfies Partial<ProviderDescriptor>;
