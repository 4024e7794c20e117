/** OpenAI's Responses API, as Codex and OpenAI's SDKs speak it. */
export { responsesProtocol } from './responsesProtocol';
export { KeptItems } from './keptItems';
