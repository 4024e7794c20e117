import type { MarkedToken, Token, Tokens } from 'marked';
import { h } from '../../../shared/dom';
import { isDense } from '../parse/blockParts';
import type { Definition } from '../parse/boundedLexer';
import { CodeBlock, type ContentActions } from './codeBlock';
import { appendText } from './hiddenMark';
import { appendInline } from './inline';
import type { Work } from '../budget/slicedWork';

/** What a block needs to be drawn. */
export interface Drawing {
  readonly actions: ContentActions;
  readonly work: Work;
}

/** A block token as an element; undefined when it shows nothing. */
export function blockElement(block: Token, drawing: Drawing): HTMLElement | undefined {
  const { actions } = drawing;
  const token = block as MarkedToken | Definition;
  switch (token.type) {
    case 'space':
      return undefined;
    case 'code': {
      const code = new CodeBlock(actions, drawing.work);
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
      return withBlocks(h('blockquote'), token.tokens, drawing);
    case 'list':
      return list(token, drawing);
    case 'table':
      // In a list or a quotation; others come in parts.
      return isDense(token) ? asWritten('p', 'plain', token.raw) : table(token, actions);
    case 'html':
    case 'definition':
    case 'def':
      return asWritten('p', 'raw-html', token.raw.trim());
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
      return asWritten('p', undefined, block.raw);
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

function withBlocks<E extends HTMLElement>(element: E, tokens: readonly Token[], drawing: Drawing): E {
  for (const token of tokens) {
    const child = blockElement(token, drawing);
    if (child) element.append(child);
  }
  return element;
}

function list(token: Tokens.List, drawing: Drawing): HTMLElement {
  const start = token.ordered && token.start !== 1 && token.start !== '' ? token.start : undefined;
  const element = token.ordered ? h('ol', { start }) : h('ul');
  for (const item of token.items) {
    const entry = h('li', { class: item.task ? 'task' : undefined });
    for (const part of item.tokens) {
      // A tight item's text stands in the item itself; a paragraph would set it apart.
      if (part.type === 'text') appendInline(entry, (part as Tokens.Text).tokens ?? [part], drawing.actions);
      else if (part.type === 'checkbox') appendInline(entry, [part], drawing.actions);
      else withBlocks(entry, [part], drawing);
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

/** Text of the answer that is not formatted: raw HTML with its comments, definitions of links, what is too long to parse. */
export function asWritten(name: 'p' | 'div', className: string | undefined, text: string): HTMLElement {
  const element = h(name, { class: className });
  appendText(element, text);
  return element;
}
