import assert from 'node:assert/strict';
import { descriptorOf, type ProviderType } from '../../../../../src/engine/providers/registry/descriptors';
import { otherVersionPath, readBaseUrl } from '../../../../../src/engine/providers/http/baseUrl';

const meant: Readonly<Record<ProviderType, readonly (readonly [typed: string, base: string])[]>> = {
  local: [['http://local-model.localhost/v1', 'http://local-model.localhost/v1']],
  'openai-compatible': [
    ['https://llm.example.com/v1', 'https://llm.example.com/v1'],
    ['http://constructor:8000', 'http://constructor:8000'],
    ['https://llm.example.com/v1///', 'https://llm.example.com/v1'],
    [' "https://llm.example.com/v1" ', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/chat/completions', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/chat/completions/', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/chat/completions/chat/completions', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/completions', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/responses', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/models', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/v1', 'https://llm.example.com/v1'],
    ['https://llm.example.com/v1/v1/chat/completions?x=1#y', 'https://llm.example.com/v1'],
    ['https://llm.example.com//v1', 'https://llm.example.com/v1'],
    ['https://llm.example.com', 'https://llm.example.com'],
    ['https://llm.example.com/team/a', 'https://llm.example.com/team/a'],
    ['http://localhost:3000/api', 'http://localhost:3000/api'],
    ['localhost:1234', 'http://localhost:1234/v1'],
    ['http://localhost:1234/', 'http://localhost:1234/v1'],
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:11434/api', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:11434/api/chat', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['api.groq.com', 'https://api.groq.com/openai/v1'],
    ['https://api.groq.com/openai/v1/chat/completions', 'https://api.groq.com/openai/v1'],
    ['https://api.groq.com/openai', 'https://api.groq.com/openai/v1'],
    ['https://api.groq.com/v1', 'https://api.groq.com/openai/v1'],
    ['https://openrouter.ai', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1'],
    ['https://generativelanguage.googleapis.com/v1beta', 'https://generativelanguage.googleapis.com/v1beta/openai'],
    ['https://llm.example.com/v1/Chat/Completions', 'https://llm.example.com/v1'],
    ['https://api.mistral.ai', 'https://api.mistral.ai/v1'],
    ['https://api.deepseek.com', 'https://api.deepseek.com'],
    [
      'https://generativelanguage.googleapis.com/v1beta/openai/chat/completions',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ],
    ['https://open.bigmodel.cn/api/paas/v4/chat/completions', 'https://open.bigmodel.cn/api/paas/v4'],
    ['https://a.openai.azure.com', 'https://a.openai.azure.com/openai/v1'],
    [
      'https://a.openai.azure.com/openai/deployments/m1/chat/completions?api-version=2024-10-21',
      'https://a.openai.azure.com/openai/v1',
    ],
  ],
  openai: [
    ['https://api.openai.com', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/responses', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/chat/completions', 'https://api.openai.com/v1'],
    ['https://gateway.example.com/openai', 'https://gateway.example.com/openai'],
  ],
  'azure-openai': [
    ['contoso.openai.azure.com', 'https://contoso.openai.azure.com'],
    ['https://contoso.openai.azure.com/', 'https://contoso.openai.azure.com'],
    ['https://contoso.openai.azure.com/openai/v1/', 'https://contoso.openai.azure.com'],
    ['https://contoso.openai.azure.com/openai/v1/responses', 'https://contoso.openai.azure.com'],
    [
      'https://contoso.openai.azure.com/openai/responses?api-version=2025-04-01-preview',
      'https://contoso.openai.azure.com',
    ],
    [
      'https://contoso.openai.azure.com/openai/deployments/gpt-5.4/chat/completions?api-version=2024-10-21',
      'https://contoso.openai.azure.com',
    ],
    ['https://contoso.services.ai.azure.com/api/projects/shop', 'https://contoso.services.ai.azure.com'],
    ['https://contoso.services.ai.azure.com/api/projects/shop/openai/v1', 'https://contoso.services.ai.azure.com'],
    ['https://contoso.services.ai.azure.com/models/chat/completions', 'https://contoso.services.ai.azure.com'],
    ['https://apim.example.com/team/openai', 'https://apim.example.com/team'],
  ],
  'google-vertex': [
    ['europe-west4-aiplatform.googleapis.com', 'https://europe-west4-aiplatform.googleapis.com'],
    ['https://aiplatform.googleapis.com/v1', 'https://aiplatform.googleapis.com'],
    [
      'https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/google/models/gemini-3.8-flash:streamGenerateContent',
      'https://aiplatform.googleapis.com',
    ],
    ['https://vertex.example.com/team', 'https://vertex.example.com/team'],
  ],
  'anthropic-vertex': [
    [
      'https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-sonnet-5-5:streamRawPredict',
      'https://us-east5-aiplatform.googleapis.com',
    ],
  ],
  anthropic: [
    ['https://api.anthropic.com/v1/messages', 'https://api.anthropic.com'],
    ['https://api.anthropic.com/v1', 'https://api.anthropic.com'],
    ['https://api.anthropic.com/', 'https://api.anthropic.com'],
    ['https://gateway.example.com/anthropic/v1/messages', 'https://gateway.example.com/anthropic'],
  ],
  google: [
    ['generativelanguage.googleapis.com', 'https://generativelanguage.googleapis.com'],
    ['https://generativelanguage.googleapis.com/v1beta', 'https://generativelanguage.googleapis.com'],
    ['https://generativelanguage.googleapis.com/v1beta/openai/', 'https://generativelanguage.googleapis.com'],
    [
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
      'https://generativelanguage.googleapis.com',
    ],
    ['https://gateway.example.com/gemini/v1beta/models', 'https://gateway.example.com/gemini'],
  ],
  bedrock: [
    ['https://bedrock-runtime.eu-central-1.amazonaws.com', 'https://bedrock-runtime.eu-central-1.amazonaws.com'],
    ['bedrock-runtime.us-east-1.amazonaws.com/', 'https://bedrock-runtime.us-east-1.amazonaws.com'],
    [
      'https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse-stream',
      'https://bedrock-runtime.us-east-1.amazonaws.com',
    ],
    ['https://gateway.example.com/bedrock/model', 'https://gateway.example.com/bedrock'],
  ],
  ollama: [
    ['http://localhost:11434', 'http://localhost:11434'],
    ['http://localhost:11434/api', 'http://localhost:11434'],
    ['http://localhost:11434/api/chat', 'http://localhost:11434'],
    ['http://localhost:11434/api/generate', 'http://localhost:11434'],
    ['HTTP://LOCALHOST:11434/API/', 'http://localhost:11434'],
    ['http://localhost:11434/v1', 'http://localhost:11434'],
    ['http://localhost:11434/v1/chat/completions', 'http://localhost:11434'],
    ['gpu-box:11434', 'http://gpu-box:11434'],
    ['https://host.example.com/ollama/api', 'https://host.example.com/ollama'],
  ],
};

describe('readBaseUrl', () => {
  for (const [type, forms] of Object.entries(meant) as [ProviderType, (typeof meant)[ProviderType]][]) {
    const { address } = descriptorOf(type);
    for (const [typed, base] of forms) {
      it(`of ${type}: ${typed} means ${base}`, () => {
        assert.equal(readBaseUrl(address, typed), base);
        assert.equal(readBaseUrl(address, base), base, 'and means the same read again');
      });
    }
  }

  it('has another with the version or without it', () => {
    assert.equal(otherVersionPath('http://h:8000'), 'http://h:8000/v1');
    assert.equal(otherVersionPath('http://h:8000/v1'), 'http://h:8000');
    assert.equal(otherVersionPath('http://h/a'), 'http://h/a/v1');
    assert.equal(otherVersionPath('https://h/v1beta/openai'), undefined);
  });
});
