import { Agent, request } from 'node:http';
import { modelOf, type Pace, type Subject } from './subject';

/** Milliseconds from when the request was written. */
export interface Answer {
  readonly firstMs: number;
  readonly wholeMs: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** Asks once, as a client that keeps its connections. Rejects where the answer is not the whole count. */
export function ask({ url, headers, modelName }: Subject, pace: Pace): Promise<Answer> {
  const body = JSON.stringify({
    model: modelName(modelOf(pace)),
    messages: [{ role: 'user', content: 'Count.' }],
    stream: true,
    stream_options: { include_usage: true },
  });
  return new Promise((resolve, reject) => {
    let firstMs: number | undefined;
    let text = '';
    const startedAt = performance.now();
    const call = request(
      `${url}/chat/completions`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (firstMs === undefined && /"content":"[^"]/.test(text)) firstMs = performance.now() - startedAt;
        });
        response.on('error', reject).on('end', () => {
          const wholeMs = performance.now() - startedAt;
          const problem = firstMs === undefined || countedIn(text) !== pace.words;
          if (problem) reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`));
          else resolve({ firstMs: firstMs ?? NaN, wholeMs });
        });
      },
    );
    call.on('error', reject).end(body);
  });
}

/** The last number, where all are there in order and the stream has its end. */
function countedIn(text: string): number {
  const pieces = [...text.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece);
  const words = pieces.join('').split(' ');
  const isWhole = words.every((word, index) => word === `word${index + 1}`) && text.includes('[DONE]');
  return isWhole ? words.length : NaN;
}
