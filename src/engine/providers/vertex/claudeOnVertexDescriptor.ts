import { anthropic } from '../anthropic/anthropicDescriptor';
import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { onVertex } from './vertexDescriptor';

export const claudeOnVertex = {
  ...onVertex,
  type: 'anthropic-vertex',
  label: 'Claude on Vertex AI',
  // The prices hold in "global", not in a region: docs/vertex.md has the source.
  models: anthropic.models,
  imageLimits: anthropic.imageLimits,
  load: () => (require('./claudeOnVertexProvider') as typeof import('./claudeOnVertexProvider')).ClaudeOnVertexProvider,
} as const satisfies ProviderDescriptor;
