import * as l10n from '@vscode/l10n';
import { hiddenRuns, shownNumber } from '../../../../engine/model';
import { h } from '../../../shared/dom';
import { maxMarks } from '../budget/limits';

const names: Readonly<Record<number, () => string>> = {
  0xad: () => l10n.t('soft hyphen'),
  0x61c: () => l10n.t('Arabic letter mark'),
  0x200b: () => l10n.t('zero width space'),
  0x200c: () => l10n.t('zero width non-joiner'),
  0x200d: () => l10n.t('zero width joiner'),
  0x200e: () => l10n.t('left-to-right mark'),
  0x200f: () => l10n.t('right-to-left mark'),
  0x202a: () => l10n.t('left-to-right embedding'),
  0x202b: () => l10n.t('right-to-left embedding'),
  0x202c: () => l10n.t('end of embedding or override'),
  0x202d: () => l10n.t('left-to-right override'),
  0x202e: () => l10n.t('right-to-left override'),
  0x2060: () => l10n.t('word joiner'),
  0x2066: () => l10n.t('left-to-right isolate'),
  0x2067: () => l10n.t('right-to-left isolate'),
  0x2068: () => l10n.t('first strong isolate'),
  0x2069: () => l10n.t('end of isolate'),
  0xfeff: () => l10n.t('byte order mark'),
};

/** Characters of hidden text that a description quotes. */
const maxDescribedChars = 200;

/** Appends text in which what would not be seen is marked. The characters themselves stay, so that it is copied as it is. */
export function appendText(parent: Node, text: string, most = maxMarks): void {
  const runs = hiddenRuns(text);
  let at = 0;
  for (const run of runs.slice(0, most)) {
    if (run.at > at) parent.appendChild(document.createTextNode(text.slice(at, run.at)));
    parent.appendChild(hiddenMark(run.text));
    at = run.at + run.text.length;
  }
  if (at === text.length) return;
  const rest =
    runs.length > most ? unmarked(text.slice(at), runs.length - most) : document.createTextNode(text.slice(at));
  parent.appendChild(rest);
}

/** Text with too many to mark each: what they would do to its order is undone. */
function unmarked(text: string, count: number): HTMLElement {
  const name = l10n.t('{0} more hidden characters in what follows', shownNumber(count));
  return h(
    'span',
    { class: 'hidden-rest' },
    h('span', {
      class: 'hidden-mark',
      role: 'img',
      'data-mark': name,
      'aria-label': name,
    }),
    text,
  );
}

function hiddenMark(run: string): HTMLElement {
  const codes = Array.from(run, (character) => character.codePointAt(0) ?? 0);
  const [first = 0] = codes;
  const isOne = codes.every((code) => code === first);
  const count = codes.length === 1 ? '' : ` × ${codes.length}`;
  const short = isOne ? `${codeName(first)}${count}` : l10n.t('{0} hidden characters', shownNumber(codes.length));
  return h(
    'span',
    {
      class: 'hidden-mark',
      role: 'img',
      'data-mark': short,
      'aria-label': told(codes, isOne),
      title: told(codes, isOne),
    },
    run,
  );
}

function told(codes: readonly number[], isOne: boolean): string {
  const [first = 0] = codes;
  const tags = codes.filter((code) => code >= 0xe0020 && code <= 0xe007e);
  if (tags.length > 0) {
    const text = String.fromCharCode(...tags.slice(0, maxDescribedChars).map((code) => code - 0xe0000));
    return l10n.t('Hidden text: {0}', text);
  }
  if (isOne) {
    return codes.length === 1
      ? l10n.t('Hidden character: {0}', fullName(first))
      : l10n.t('Hidden character: {0}, {1} times', fullName(first), shownNumber(codes.length));
  }
  const kinds = [...new Set(codes)].slice(0, 8).map(fullName).join(', ');
  return l10n.t('{0} hidden characters: {1}', shownNumber(codes.length), kinds);
}

function fullName(code: number): string {
  const name = names[code]?.();
  return name === undefined ? codeName(code) : `${codeName(code)} ${name}`;
}

function codeName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
