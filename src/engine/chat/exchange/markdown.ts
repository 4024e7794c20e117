import * as l10n from '@vscode/l10n';
import { attachmentLines } from '../context/attachmentLines';
import { emptyAnswer } from '../conversation/answerState';
import type { Turn } from '../conversation/turn';
import { pathTo } from '../conversation/turnTree';
import { jsonOf } from '../store/turnSchema';
import type { ExchangedConversation } from './exchangedConversation';

/**
 * A text stands between two comments, which nobody sees where Markdown is rendered and by which it is read again. All else is for
 * people and is not read.
 */
const textBlock = /^<!-- everpair: (prompt|answer) (\{[^\n]*\}) -->\n([\s\S]*?)\n<!-- everpair: end -->$/gm;
const head = /^<!-- everpair: conversation (\{[^\n]*\}) -->$/m;

/** The branch that is shown, as Markdown that a person reads, and that `conversationFromMarkdown` reads again. */
export function conversationToMarkdown({ title, createdAt, turns, leafId }: ExchangedConversation): string {
  const path = pathTo(turns, leafId);
  return [oneLine(`# ${title}`), comment('conversation', { title, createdAt }), ...path.flatMap(turnBlocks), ''].join(
    '\n\n',
  );
}

/** Undefined where the text holds no conversation. What is read is one branch of prompts and answers. `newId`: for the turns. */
export function conversationFromMarkdown(markdown: string, newId: () => string): ExchangedConversation | undefined {
  const text = withPlainLineEnds(markdown);
  const about = recordOf(head.exec(text)?.[1]);
  const blocks = [...text.matchAll(textBlock)];
  if (!about || blocks.length === 0) return undefined;
  const turns: Turn[] = [];
  for (const [, kind, json, escaped = ''] of blocks) {
    const note = recordOf(json);
    const content = unescaped(escaped);
    const last = turns.at(-1);
    if (kind === 'prompt') {
      turns.push({
        id: newId(),
        ...(last ? { parentId: last.id } : {}),
        askedAt: numberOf(note?.['askedAt']),
        prompt: content,
        attachments: [],
        images: [],
        answer: { ...emptyAnswer, state: { type: 'interrupted' } },
      });
    } else if (last) {
      const { label, model, done } = note ?? {};
      const writers =
        typeof label === 'string' && typeof model === 'string' ? [{ providerId: label, label, model }] : [];
      const state = done === true ? ({ type: 'done', reason: 'stop' } as const) : ({ type: 'interrupted' } as const);
      turns[turns.length - 1] = { ...last, answer: { ...emptyAnswer, text: content, writers, state } };
    }
  }
  const leafId = turns.at(-1)?.id;
  return {
    title: typeof about['title'] === 'string' ? about['title'] : '',
    createdAt: numberOf(about['createdAt']),
    turns,
    ...(leafId === undefined ? {} : { leafId }),
    images: new Map(),
  };
}

function turnBlocks({ askedAt, prompt, attachments, answer }: Turn): readonly string[] {
  const writer = answer.writers.at(-1);
  const done = answer.state.type === 'done';
  return [
    `## ${l10n.t('You')}`,
    ...attachmentLines(attachments).map((line) => oneLine(`> ${line}`)),
    block('prompt', { askedAt }, prompt),
    oneLine(`## Everpair${writer ? `: ${writer.label} (${writer.model})` : ''}`),
    block('answer', { ...(writer ? { label: writer.label, model: writer.model } : {}), done }, answer.text),
  ];
}

function block(kind: 'prompt' | 'answer', note: object, text: string): string {
  return `${comment(kind, note)}\n${escaped(text)}\n<!-- everpair: end -->`;
}

/** Some tools write all lines anew with the ends of another system. */
function withPlainLineEnds(text: string): string {
  return /^[^\n]*\r\n/.test(text) ? text.replaceAll('\r\n', '\n') : text;
}

/** A comment must not hold two hyphens, nor a line end. */
function comment(kind: string, note: object): string {
  return `<!-- everpair: ${kind} ${JSON.stringify(note).replaceAll('--', '-\\u002d')} -->`;
}

/** What is for people alone. */
function oneLine(text: string): string {
  return escaped(text.replaceAll(/\s+/g, ' '));
}

/** A text that holds such a comment gets one hyphen more in it. */
function escaped(text: string): string {
  return text.replaceAll(/<!--(-*) everpair:/g, '<!--$1- everpair:');
}

function unescaped(text: string): string {
  return text.replaceAll(/<!--(-*)- everpair:/g, '<!--$1 everpair:');
}

function recordOf(json: string | undefined): Readonly<Record<string, unknown>> | undefined {
  const value = jsonOf(json);
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
