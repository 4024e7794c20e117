import type { Failure } from './failure';
import { failureSentence } from './failureText';

/** The user's boundary, consent or providers forbade a route after it was chosen and before anything left for it. */
export function notAllowed(label: string): Failure {
  return {
    kind: 'not-allowed',
    scope: 'request',
    message: failureSentence({ label, model: '' }, { kind: 'not-allowed' }),
  };
}
