import { createHmac, randomBytes } from 'node:crypto';
import { get } from 'node:http';

/** Of a request that wants to know whether the endpoint has a token, without sending it to whoever listens there. */
export const challengeHeader = 'x-everpair-challenge';

const maxChallengeChars = 100;
const answerMs = 2_000;
const maxAnswerBytes = 1_000;

/** What an endpoint with this token answers to a challenge; undefined where it is none. */
export function proofOf(token: string, challenge: unknown): string | undefined {
  if (typeof challenge !== 'string' || challenge === '' || challenge.length > maxChallengeChars) return undefined;
  return createHmac('sha256', token).update(`everpair endpoint ${challenge}`).digest('base64url');
}

/** Whether who listens on a port of this machine is an endpoint with this token. Never rejects. */
export async function hasToken(port: number, token: string): Promise<boolean> {
  const challenge = randomBytes(24).toString('base64url');
  const options = {
    host: '127.0.0.1',
    port,
    path: '/healthz',
    agent: false,
    headers: { [challengeHeader]: challenge },
  };
  const body = await new Promise<string>((resolve) => {
    const request = get({ ...options, signal: AbortSignal.timeout(answerMs) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > maxAnswerBytes) request.destroy();
      });
      response.on('error', () => resolve(''));
      response.on('close', () => resolve(text));
    });
    request.on('error', () => resolve(''));
  });
  try {
    const answer: unknown = JSON.parse(body);
    return (
      typeof answer === 'object' && answer !== null && 'proof' in answer && answer.proof === proofOf(token, challenge)
    );
  } catch {
    return false;
  }
}
