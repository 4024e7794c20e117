import type { MarkedToken, Token, Tokens } from 'marked';
import { h } from '../dom';
import { CodeBlock, type ContentActions } from './codeBlock';
import { appendInline } from './inline';

/** A block token as an element; undefined when it shows nothing. */
export function blockElement(block: Token, actions: ContentActions): HTMLElement | undefined {
  const token = block as MarkedToken;
  switch (token.type) {
    case 'space':
    case 'def':
      return undefined;
    case 'code': {
      const code = new CodeBlock(actions);
      code.update(token.text, token.lang ?? '');
      return code.element;
    }
    case 'heading':
      return withInline(h(headingName(token.depth)), token.tokens, actions);
    case 'paragraph':
      return withInline(h('p'), token.tokens, actions);
    case 'text':
      return withInline(h('p'), token.tokens ?? [token], actions);
    case 'hr':
      return h('hr');
    case 'blockquote':
      return withBlocks(h('blockquote'), token.tokens, actions);
    case 'list':
      return list(token, actions);
    case 'table':
      return table(token, actions);
    case 'html':
      return rawHtml(token.text);
    case 'br':
    case 'checkbox':
    case 'codespan':
    case 'del':
    case 'em':
    case 'escape':
    case 'image':
    case 'link':
    case 'list_item':
    case 'strong':
      // Inline tokens and parts of a list never stand alone.
      return h('p', {}, block.raw);
  }
}

/** Headings of an answer stand below the heading of the view, so that a screen reader's outline stays true. */
function headingName(depth: number): 'h3' | 'h4' | 'h5' | 'h6' {
  return (['h3', 'h4', 'h5'] as const)[depth - 1] ?? 'h6';
}

function withInline<E extends HTMLElement>(element: E, tokens: readonly Token[], actions: ContentActions): E {
  appendInline(element, tokens, actions);
  return element;
}

function withBlocks<E extends HTMLElement>(element: E, tokens: readonly Token[], actions: ContentActions): E {
  for (const token of tokens) {
    const child = blockElement(token, actions);
    if (child) element.append(child);
  }
  return element;
}

function list(token: Tokens.List, actions: ContentActions): HTMLElement {
  const start = token.ordered && token.start !== 1 && token.start !== '' ? token.start : undefined;
  const element = token.ordered ? h('ol', { start }) : h('ul');
  for (const item of token.items) {
    const entry = h('li', { class: item.task ? 'task' : undefined });
    for (const part of item.tokens) {
      // A tight item's text stands in the item itself; a paragraph would set it apart.
      if (part.type === 'text') appendInline(entry, (part as Tokens.Text).tokens ?? [part], actions);
      else if (part.type === 'checkbox') appendInline(entry, [part], actions);
      else withBlocks(entry, [part], actions);
    }
    element.append(entry);
  }
  return element;
}

function table(token: Tokens.Table, actions: ContentActions): HTMLElement {
  const cell = (name: 'th' | 'td', { tokens, align }: Tokens.TableCell): HTMLElement =>
    withInline(h(name, { class: align ? `align-${align}` : undefined }), tokens, actions);
  const head = h('tr', {}, ...token.header.map((header) => cell('th', header)));
  const rows = token.rows.map((row) => h('tr', {}, ...row.map((data) => cell('td', data))));
  return h('div', { class: 'table', tabindex: 0 }, h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows)));
}

/** Raw HTML is shown as what the model wrote; comments are not shown. */
function rawHtml(text: string): HTMLElement | undefined {
  const visible = text.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim();
  return visible === '' ? undefined : h('p', { class: 'raw-html' }, visible);
}
