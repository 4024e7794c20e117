import * as l10n from '@vscode/l10n';
import type { KeyOrigin } from '../reading';
import type { Fields } from '../source/parsed';
import { looksLikeKey } from './shownText';
import { SecretText } from './secretText';

/** How the tools write that the environment, or a store of their own, has a value. */
const references = [
  // Continue.
  /^\$\{\{\s*(?:secrets|env|inputs)\.([\w-]+)\s*\}\}$/,
  // VS Code, aider's shells, opencode, Roo.
  /^\$\{env:(\w+)\}$/,
  /^\{env:(\w+)\}$/,
  /^\$\{(\w+)\}$/,
  /^\$(\w+)$/,
  /^%(\w+)%$/,
  /^process\.env\.(\w+)$/,
  /^os\.environ\/(\w+)$/,
];

/** What people write where a server wants no key, and what documents have in the place of one. */
const placeholders =
  /^(?:<.*>|\*+|x{3,}|\.+|empty|none|null|dummy|fake|test|key|no[-_ ]?key|not[-_ ]?needed|ollama|lm[-_ ]?studio|local|anything|your[-_ ].*|.*your[-_ ]?(?:api[-_ ]?)?key.*|changeme|api[-_ ]?key|sk-(?:x+|dummy|1234|\.+|your.*)|op:\/\/.*)$/i;

/**
 * Where a key is that a tool's settings name. `secrets`: what the tool itself looks references up in. Undefined where there is none.
 */
export function keyOrigin(text: string | undefined, secrets: Fields = {}): KeyOrigin | undefined {
  const value = (text ?? '').trim();
  if (value === '') return undefined;
  for (const form of references) {
    const name = form.exec(value)?.[1];
    if (name !== undefined) return named(name, secrets);
  }
  if (/^\{file:/.test(value))
    return { kind: 'elsewhere', why: l10n.t('It names a file with a key, which is not read.') };
  if (/^\$\{(?:input|command):/.test(value)) return { kind: 'elsewhere', why: keptByVsCode() };
  if (/^\$\{\{|\{\{/.test(value))
    return { kind: 'elsewhere', why: l10n.t('It stands for a value that is kept elsewhere.') };
  if (placeholders.test(value))
    return { kind: 'elsewhere', why: l10n.t('It stands in the place of a key, and is none.') };
  if (/\s/.test(value)) return { kind: 'elsewhere', why: l10n.t('A key has no spaces or line breaks in it.') };
  return { kind: 'value', secret: new SecretText(value) };
}

const keptByVsCode = (): string =>
  l10n.t('VS Code keeps this key in the secret storage of another extension. Use Everpair: Set API Key….');

function named(name: string, secrets: Fields): KeyOrigin {
  const found = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  const inside = typeof found === 'string' && found !== '' && found !== `$${name}` ? keyOrigin(found) : undefined;
  if (inside?.kind === 'value') return inside;
  if (isVariable(name)) return { kind: 'variable', name };
  return { kind: 'elsewhere', why: l10n.t('It is no name of an environment variable.') };
}

/** A name that a setting may hold: a key that was written in the place of a name must not get there. */
export function isVariable(name: string): boolean {
  if (!/^[A-Za-z_]\w*$/.test(name) || name.length > 100) return false;
  const words = name.split('_');
  return words.length > 1 ? words.every((word) => word.length <= 16 && !looksLikeKey(word)) : !looksLikeKey(name);
}
