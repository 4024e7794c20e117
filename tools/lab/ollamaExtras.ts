import type { ServerResponse } from 'node:http';
import { completionFor } from './answers';

export const ollamaModel = 'qwen2.5-coder:7b';

/** The routes of Ollama that aimock does not have. True when the request was answered. */
export function serveOllamaExtras(path: string, body: string, response: ServerResponse, label: string): boolean {
  switch (path) {
    case '/api/version':
      return json(response, { version: '0.13.0' });
    case '/api/tags':
      return json(response, { models: [{ name: ollamaModel, model: ollamaModel, size: 4_683_087_332 }] });
    case '/api/ps':
      return json(response, { models: [{ name: ollamaModel, model: ollamaModel }] });
    case '/api/show':
      return json(response, {
        template: '{{ .Prefix }}{{ .Suffix }}',
        capabilities: ['completion', 'tools', 'insert'],
      });
    case '/api/generate':
      return generate(body, response, label);
    default:
      return false;
  }
}

function generate(body: string, response: ServerResponse, label: string): boolean {
  const { prompt = '', stream } = JSON.parse(body) as { prompt?: string; stream?: boolean };
  const done = { model: ollamaModel, response: '', done: true, done_reason: prompt === '' ? 'load' : 'stop' };
  const counts = { prompt_eval_count: Math.ceil(prompt.length / 4), eval_count: 12 };
  if (stream === false)
    return json(response, { ...done, response: prompt === '' ? '' : completionFor(prompt, label), ...counts });
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const piece of completionFor(prompt, label).match(/[\s\S]{1,6}/g) ?? []) {
    response.write(`${JSON.stringify({ model: ollamaModel, response: piece, done: false })}\n`);
  }
  response.end(`${JSON.stringify({ ...done, ...counts })}\n`);
  return true;
}

function json(response: ServerResponse, value: unknown): true {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  return true;
}
