import { externalLink } from '../../../../engine/chat/view';
import { withoutHidden } from '../../../../engine/model';
import { h } from '../../../shared/dom';
import { decodeEntities } from '../parse/entities';
import type { ContentActions } from './codeBlock';
import { appendText } from './hiddenMark';

/** Characters around a link that are looked at for an address. */
const surroundingChars = 100;

const hostClass = 'link-host';

const hostLike = /(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]{2,}|\blocalhost\b/giu;

/** The link as an element that tells where it goes; what cannot be opened is text that tells why. */
export function linkTo(href: string, actions: ContentActions): HTMLElement {
  const target = externalLink(href);
  if (target === undefined) return h('span', { class: 'no-link', title: `Not opened: ${href}` });
  const anchor = h('a', { href: target, title: whereTo(target) });
  anchor.addEventListener('click', (event) => {
    event.preventDefault();
    actions.openLink(target);
  });
  return anchor;
}

/** The title that a link brings along, as text: it must not pass for the address. */
export function appendTitle(parent: HTMLElement, title: string | null | undefined): void {
  if (!title) return;
  const element = h('span', { class: 'link-title' });
  appendText(element, ` “${decodeEntities(title)}”`);
  parent.append(element);
}

/**
 * Adds the host to each link that can mislead: its words, together with the text next to them, look like the address of another
 * host, or its own address is easy to misread.
 */
export function showHosts(block: HTMLElement): void {
  for (const anchor of block.querySelectorAll('a')) {
    const next = anchor.nextSibling;
    const isShown = next instanceof Object && 'className' in next && next.className === hostClass;
    const words = textBefore(anchor, block) + anchor.textContent + textBehind(anchor, block);
    const url = new URL(anchor.getAttribute('href') ?? '');
    if (!isShown && mayMislead(words, url)) anchor.after(h('span', { class: hostClass }, ` (${hostOf(url)})`));
  }
}

/** The host as it is asked for, in ASCII letters. */
function hostOf({ protocol, pathname, host }: URL): string {
  return protocol === 'mailto:' ? decodeURIComponent(pathname.split('@').at(-1) ?? '') : host;
}

function whereTo(target: string): string {
  const url = new URL(target);
  return url.protocol === 'mailto:' ? target : `${url.host}\n${target}`;
}

function mayMislead(words: string, url: URL): boolean {
  const host = hostOf(url);
  if (url.username !== '' || host.split('.').some((label) => label.startsWith('xn--'))) return true;
  const own = host.replace(/:\d+$/, '').replace(/^www\./, '');
  return hostsIn(words, url.protocol === 'mailto:').some((name) => name.replace(/^www\./, '') !== own);
}

/** The hosts that words seem to name, in ASCII letters. */
function hostsIn(words: string, isMail: boolean): readonly string[] {
  const plain = withoutHidden(words)
    .normalize('NFKC')
    .replace(/[。．｡․]/g, '.');
  return plain.split(/\s+/).flatMap((word) => {
    const authority = word.replace(/^[^\p{L}\p{N}]*[a-z][\w+-]*:[\\/]*/iu, '').replace(/[/?#\\].*$/s, '');
    const name = isMail ? authority.replace(/^.*@/, '') : authority;
    return [...name.matchAll(hostLike)].flatMap(([found]) => asciiHost(found) ?? []);
  });
}

/** Undefined for what is no host: a number, a version. */
function asciiHost(name: string): string | undefined {
  if (/^[\d.]+$/.test(name) && !/^\d+\.\d+\.\d+\.\d+$/.test(name)) return undefined;
  try {
    return new URL(`https://${name}`).hostname;
  } catch {
    return undefined;
  }
}

/** What stands before a link without a space between, across the elements of its block. */
function textBefore(anchor: Node, block: Node): string {
  let text = '';
  for (
    let node: Node | null = anchor;
    node && node !== block && text.length < surroundingChars;
    node = node.parentNode
  ) {
    for (let other = node.previousSibling; other && text.length < surroundingChars; other = other.previousSibling) {
      text = (other.textContent ?? '').slice(-surroundingChars) + text;
      if (/\s/.test(text)) return /\S*$/.exec(text)?.[0] ?? '';
    }
  }
  return text;
}

function textBehind(anchor: Node, block: Node): string {
  let text = '';
  for (
    let node: Node | null = anchor;
    node && node !== block && text.length < surroundingChars;
    node = node.parentNode
  ) {
    for (let other = node.nextSibling; other && text.length < surroundingChars; other = other.nextSibling) {
      text += (other.textContent ?? '').slice(0, surroundingChars);
      if (/\s/.test(text)) return /^\S*/.exec(text)?.[0] ?? '';
    }
  }
  return text;
}
