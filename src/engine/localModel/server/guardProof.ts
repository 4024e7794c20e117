import { createHmac } from 'node:crypto';

/** What only a process that knows the token can answer to a question. The question changes each time, and the token stays unsaid. */
export function guardProof(token: string, question: string): string {
  return createHmac('sha256', token).update(question).digest('hex');
}
