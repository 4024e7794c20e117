import type { Json } from '../../model/request/message';
import { readJson } from '../http/requestBody';
import { sendJson } from '../http/sendJson';
import { chatPath, type EndpointPath } from '../serving/endpointPath';
import { serveHole } from '../serving/serveHole';
import { serveGeminiModels, serveModels } from '../serving/serveModels';
import { countMessagesTokens, messagesProtocol } from './anthropic';
import type { ChatProtocol } from './chatProtocol';
import type { HoleProtocol } from './hole/holeProtocol';
import { infillHole } from './hole/infillHole';
import { mistralHole } from './hole/mistralHole';
import { openAiHole } from './hole/openAiHole';
import { countGeminiTokens, geminiProtocol } from './gemini';
import { openAiChat } from './openAiChat/openAiChat';
import { KeptItems, responsesProtocol } from './openaiResponses';

/** All that one endpoint serves to who has its token. */
export const endpointPaths = (): readonly EndpointPath[] => [
  chatPath(/^(?:\/v1)?\/chat\/completions$/, openAiChat),
  chatPath(/^(?:\/v1)?\/responses$/, responsesProtocol(new KeptItems())),
  chatPath(/^(?:\/v1)?\/messages$/, messagesProtocol),
  countPath(/^(?:\/v1)?\/messages\/count_tokens$/, messagesProtocol, countMessagesTokens),
  chatPath(/^\/v1(?:beta)?\/models\/(?<model>.+):generateContent$/, geminiProtocol, ({ model }) => ({
    model,
    isStreamed: false,
  })),
  chatPath(/^\/v1(?:beta)?\/models\/(?<model>.+):streamGenerateContent$/, geminiProtocol, ({ model }) => ({
    model,
    isStreamed: true,
  })),
  countPath(/^\/v1(?:beta)?\/models\/.+:countTokens$/, geminiProtocol, countGeminiTokens),
  holePath(/^(?:\/v1|\/beta)?\/completions$/, openAiHole),
  holePath(/^(?:\/v1)?\/fim\/completions$/, mistralHole),
  holePath(/^\/infill$/, infillHole),
  {
    method: 'GET',
    pattern: /^(?:\/v1)?\/models$/,
    serve: (exchange) => serveModels(exchange),
    problem: (problem) => openAiChat.problem(problem),
  },
  {
    method: 'GET',
    pattern: /^\/v1beta\/models$/,
    serve: (exchange) => serveGeminiModels(exchange),
    problem: (problem) => geminiProtocol.problem(problem),
  },
];

function holePath(pattern: RegExp, protocol: HoleProtocol): EndpointPath {
  return {
    method: 'POST',
    pattern,
    serve: (exchange) => serveHole(exchange, protocol),
    problem: (problem) => openAiChat.problem(problem),
  };
}

function countPath(
  pattern: RegExp,
  protocol: Pick<ChatProtocol, 'problem'>,
  count: (body: unknown) => Json,
): EndpointPath {
  return {
    method: 'POST',
    pattern,
    serve: async ({ request, response, limits }) => {
      sendJson(response, 200, count(await readJson(request, limits.maxBodyBytes)));
    },
    problem: (problem) => protocol.problem(problem),
  };
}
