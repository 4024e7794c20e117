import type { ServerResponse } from 'node:http';
import type { Protocol } from './protocols';

/** Models that a vendor's own list has, the newest first. */
const listed = {
  anthropic: ['claude-sonnet-5-5', 'claude-opus-4-8', 'claude-haiku-4-5'],
  openai: ['gpt-4.1', 'gpt-4.1-mini', 'gpt-4o'],
  google: ['gemini-3.8-flash', 'gemini-3.1-pro', 'gemini-3.1-flash-lite'],
  bedrock: ['anthropic.claude-sonnet-5-5', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
} as const;

/** aimock has one list for all. True when the request was answered. */
export function serveModelList(protocol: Protocol, path: string, response: ServerResponse): boolean {
  const list = listAt(protocol, path);
  if (list === undefined) return false;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
  return true;
}

function listAt(protocol: Protocol, path: string): unknown {
  switch (protocol) {
    case 'anthropic': {
      if (path !== '/v1/models') return undefined;
      const models = listed.anthropic;
      const data = models.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' }));
      return { data, has_more: false, first_id: models[0], last_id: models.at(-1) };
    }
    case 'openai': {
      if (path !== '/v1/models') return undefined;
      const data = listed.openai.map((id) => ({ object: 'model', id, created: 1_767_225_600, owned_by: 'lab' }));
      return { object: 'list', data };
    }
    case 'google': {
      if (path !== '/v1beta/models') return undefined;
      const supportedGenerationMethods = ['generateContent'];
      const models = listed.google.map((id) => ({ name: `models/${id}`, displayName: id, supportedGenerationMethods }));
      return { models };
    }
    case 'bedrock': {
      const named = { responseStreamingSupported: true, inputModalities: ['TEXT', 'IMAGE'] };
      if (path === '/foundation-models')
        return { modelSummaries: listed.bedrock.map((modelId) => ({ modelId, modelName: modelId, ...named })) };
      if (path !== '/inference-profiles') return undefined;
      const inferenceProfileSummaries = listed.bedrock.map((id) => ({
        inferenceProfileId: `global.${id}`,
        inferenceProfileName: id,
        models: [{ modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${id}` }],
      }));
      return { inferenceProfileSummaries };
    }
    case 'ollama':
      return undefined;
  }
}
