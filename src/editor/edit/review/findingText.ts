import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Anchor, Finding, Severity } from '../../../engine/edit';
import { commandIds } from '../../ids';

export function severityText(severity: Severity): string {
  switch (severity) {
    case 'error':
      return l10n.t('Error');
    case 'warning':
      return l10n.t('Warning');
    case 'info':
      return l10n.t('Note');
  }
}

/** What stands above a finding. */
export function findingLabel({ severity }: Finding, { place }: Anchor): string {
  const text = severityText(severity);
  if (place === 'changed') return text;
  return place === 'removed'
    ? l10n.t('{0} about lines that were taken away here', text)
    : l10n.t('{0} outside the changes', text);
}

/** A finding as a comment shows it. What a model wrote is text: no link, image or command of its own comes through. */
export function findingMarkdown(id: string, { what, why, fix }: Finding): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: [commandIds.showFix, commandIds.applyFix] };
  markdown.appendMarkdown('**');
  appendWords(markdown, what.replaceAll('\n', ' '));
  markdown.appendMarkdown('**\n\n');
  appendWords(markdown, why);
  if (!fix) return markdown;
  markdown.appendMarkdown('\n\n');
  markdown.appendCodeblock([...marked(fix.search, '-'), ...marked(fix.replace, '+')].join('\n'), 'diff');
  const argument = encodeURIComponent(JSON.stringify([id]));
  const link = (label: string, command: string): string => `[${label}](command:${command}?${argument})`;
  const links = [link(l10n.t('Apply Fix'), commandIds.applyFix), link(l10n.t('Show Fix'), commandIds.showFix)];
  return markdown.appendMarkdown(`\n${links.join(' | ')}`);
}

/** Escaped, but for code, which holds no marks. */
function appendWords(markdown: vscode.MarkdownString, text: string): void {
  for (const [index, piece] of text.split(/(`[^`\n]+`)/).entries()) {
    if (index % 2 === 1) markdown.appendMarkdown(piece);
    else if (piece !== '') markdown.appendText(piece);
  }
}

function marked(text: string, mark: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `${mark}${line}`);
}
