import * as l10n from '@vscode/l10n';
import type { Failure } from '../../../model/failure/failure';

export function emptyAnswer(label: string): Failure {
  return { kind: 'empty', scope: 'model', message: l10n.t('{0} sent an empty answer.', label) };
}
