import * as l10n from '@vscode/l10n';
import { isSecretHeader, keyPlaceholder } from '../../../providers/http/keyHeaders';
import type { KeyOrigin } from '../reading';
import { isFields } from '../source/access';
import { keyOrigin } from './keyOrigin';
import { looksLikeKey } from './shownText';

/** What becomes of one header: it is kept, it was the key, or it is left out. */
export type HeaderOutcome =
  | { readonly name: string; readonly becomes: 'headers' | 'key' | 'apiKeyEnv' }
  | { readonly name: string; readonly why: string };

export interface HeaderReading {
  readonly headers: Readonly<Record<string, string>>;
  readonly key: KeyOrigin | undefined;
  readonly outcomes: readonly HeaderOutcome[];
}

const maxValueChars = 500;

/** Headers of a tool's setting, with the key taken out of them. `type`: of the provider, which sends the key its own way. */
export function readHeaders(value: unknown, given: KeyOrigin | undefined, type: string): HeaderReading {
  const headers: Record<string, string> = {};
  const outcomes: HeaderOutcome[] = [];
  let key = given;
  for (const [name, text] of isFields(value) ? Object.entries(value) : []) {
    const problem = problemOf(name, text);
    if (typeof text !== 'string' || problem !== undefined) {
      outcomes.push({ name, why: problem ?? oneLine() });
    } else if (!isSecretHeader(name) && !looksLikeKey(text)) {
      headers[name] = text;
      outcomes.push({ name, becomes: 'headers' });
    } else {
      const [, scheme = '', rest = text] = /^((?:Bearer|Basic|Token)\s+)(.+)$/i.exec(text.trim()) ?? [];
      const origin = keyOrigin(rest);
      if (origin === undefined || origin.kind === 'elsewhere') {
        outcomes.push({ name, why: origin?.why ?? oneLine() });
      } else if (key !== undefined && key.kind !== 'elsewhere' && !isSame(key, origin)) {
        outcomes.push({ name, why: l10n.t('A provider has one key, and this is another one.') });
      } else {
        key = origin;
        if (!isUsual(name, scheme, type)) headers[name] = `${scheme}${keyPlaceholder}`;
        outcomes.push({ name, becomes: origin.kind === 'value' ? 'key' : 'apiKeyEnv' });
      }
    }
  }
  return { headers, key, outcomes };
}

function isSame(one: KeyOrigin, other: KeyOrigin): boolean {
  if (one.kind === 'value' && other.kind === 'value') return one.secret.reveal() === other.secret.reveal();
  return one.kind === 'variable' && other.kind === 'variable' && one.name === other.name;
}

const oneLine = (): string => l10n.t('A header is one line of text.');

function problemOf(name: string, text: unknown): string | undefined {
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name) || looksLikeKey(name))
    return l10n.t('It is no name of a header.');
  if (typeof text !== 'string' || /[\r\n]/.test(text) || text.length > maxValueChars) return oneLine();
  const isReference = /\$\{|\{\{|\{env:|\{file:/.test(text);
  if (isReference && !isSecretHeader(name))
    return l10n.t('A header of Everpair cannot take a value from elsewhere, but for the key.');
  return undefined;
}

/** The key is sent so anyway. */
function isUsual(name: string, scheme: string, type: string): boolean {
  if (type === 'anthropic') return name.toLowerCase() === 'x-api-key';
  return name.toLowerCase() === 'authorization' && /^bearer/i.test(scheme);
}
