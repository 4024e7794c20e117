/** Google's Gemini API, as Gemini CLI and Google's SDKs speak it. */
export { countGeminiTokens, geminiProtocol } from './geminiProtocol';
