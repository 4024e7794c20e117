import type { ProviderDescriptor } from '../descriptor/providerDescriptor';
import { google } from '../google/googleDescriptor';
import { onVertex } from './vertexDescriptor';

export const geminiOnVertex = {
  ...onVertex,
  type: 'google-vertex',
  label: 'Gemini on Vertex AI',
  models: google.models,
  imageLimits: google.imageLimits,
  load: () => (require('./geminiOnVertexProvider') as typeof import('./geminiOnVertexProvider')).GeminiOnVertexProvider,
} as const satisfies ProviderDescriptor;
