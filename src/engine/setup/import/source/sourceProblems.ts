import * as l10n from '@vscode/l10n';
import { maxSourceChars } from './parsed';

interface Problem {
  readonly problem: string;
}

export function tooLarge(text: string): Problem | undefined {
  return text.length > maxSourceChars ? { problem: largeFile() } : undefined;
}

export const largeFile = (): string => l10n.t('It is larger than 1 MB, which no settings are. It was not read.');

export function tooMuch(): Problem {
  return { problem: l10n.t('It has more parts than settings have, or they lie too deep. It was not read.') };
}

/** Line and column from 1. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
