import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';

/** No text: the tag of a language. */
const tagKey = 'en/the tag of the language';

/** A language in which each text is its English one between marks, so that a text that was never looked up has none. */
export function speakPseudoLanguage(): void {
  const file = path.join(process.cwd(), 'l10n/bundle.l10n.json');
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Readonly<
    Record<string, string | { readonly message: string }>
  >;
  const marked = Object.entries(texts).map(([key, text]) => {
    const message = typeof text === 'string' ? text : text.message;
    return [key, key === tagKey ? message : `⟦${message}⟧`];
  });
  l10n.config({ contents: Object.fromEntries(marked) as Record<string, string> });
}

export function speakEnglish(): void {
  l10n.config({ contents: {} });
}

/** What of a text stands outside all marks. */
function unmarked(text: string): string {
  let depth = 0;
  let rest = '';
  for (const letter of text) {
    if (letter === '⟦') depth += 1;
    else if (letter === '⟧') depth -= 1;
    else if (depth === 0) rest += letter;
  }
  return rest;
}

const namedBy = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];

/** What no language has another word for: our name, addresses, and what the browser itself writes of a time. */
const names = /\b(?:Everpair|AM|PM|https:\/\/\S+)/g;

/** Texts with letters outside of all marks, which people see or hear: in elements and in the attributes that name them. */
export function notLookedUp(root: Element): readonly string[] {
  const texts: string[] = [];
  for (const element of [root, ...root.querySelectorAll('*')]) {
    // A key is called as it is on the keyboard.
    if (element.localName === 'kbd') continue;
    for (const node of element.childNodes) if (node.nodeType === 3) texts.push(node.textContent ?? '');
    for (const name of namedBy) texts.push(element.getAttribute(name) ?? '');
  }
  return texts.filter((text) => /\p{L}/u.test(unmarked(text).replace(names, '')));
}
