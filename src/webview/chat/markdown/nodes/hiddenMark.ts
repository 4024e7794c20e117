import { hiddenRuns } from '../../../../engine/model';
import { h } from '../../../shared/dom';
import { maxMarks } from '../budget/limits';

const names: Readonly<Record<number, string>> = {
  0xad: 'soft hyphen',
  0x61c: 'Arabic letter mark',
  0x200b: 'zero width space',
  0x200c: 'zero width non-joiner',
  0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'end of embedding or override',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'end of isolate',
  0xfeff: 'byte order mark',
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
  const name = `${count.toLocaleString()} more hidden characters in what follows`;
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
  const short = isOne ? `${codeName(first)}${count}` : `${codes.length} hidden characters`;
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
    return `Hidden text: ${String.fromCharCode(...tags.slice(0, maxDescribedChars).map((code) => code - 0xe0000))}`;
  }
  const count = codes.length === 1 ? '' : `, ${codes.length} times`;
  if (isOne) return `Hidden character: ${[codeName(first), names[first]].filter(Boolean).join(' ')}${count}`;
  const kinds = [...new Set(codes)].slice(0, 8).map((code) => [codeName(code), names[code]].filter(Boolean).join(' '));
  return `${codes.length} hidden characters: ${kinds.join(', ')}`;
}

function codeName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
