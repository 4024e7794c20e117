import type { Failure } from '../../../model/failure';

export function emptyAnswer(label: string): Failure {
  return { kind: 'empty', scope: 'model', message: `${label} sent an empty answer.` };
}
