import { estimateTokens } from '../../model/request/tokenEstimate';
import type { Attachment } from '../conversation/attachment';

/** An attachment as a model reads it: what it is, and its text in a fence. In English, whatever the user's language. */
export function attachmentBlock(attachment: Attachment): string {
  const fence = '`'.repeat(Math.max(3, longestRun(attachment.text) + 1));
  const end = attachment.text.endsWith('\n') ? '' : '\n';
  return `${heading(attachment)} (${part(attachment)}):\n${fence}${attachment.languageId}\n${attachment.text}${end}${fence}`;
}

/** What stands in the place of an attachment that a later turn has in its latest state. */
export function attachedAgain(attachment: Attachment): string {
  return `[${heading(attachment)}: attached again below]`;
}

/** Tokens of the block and the empty line behind it, an estimate. */
export function attachmentTokens(attachment: Attachment): number {
  return estimateTokens(`${attachmentBlock(attachment)}\n\n`);
}

/**
 * What two attachments share that are two states of one thing. A file is the same even if different parts of it were sent; a
 * piece of a file only with the same lines.
 */
export function identity({ kind, path, name = '', lines }: Attachment): string {
  switch (kind) {
    case 'selection':
    case 'codebase':
      return `${kind} ${path} ${lines.first} ${lines.last}`;
    case 'symbol':
      return `${kind} ${path} ${name}`;
    default:
      return `${kind} ${path}`;
  }
}

function heading({ kind, path, name = '', isCurrent = false }: Attachment): string {
  switch (kind) {
    case 'file':
    case 'editors':
      return isCurrent ? `Current file ${path}` : `File ${path}`;
    case 'selection':
      return `Selected code in ${path}`;
    case 'folder':
      return `Files in the folder ${path}`;
    case 'symbol':
      return `Code of ${name} in ${path}`;
    case 'problems':
      return `Problems that the editor reports in ${path}`;
    case 'terminal':
      return `Output of the terminal ${path}`;
    case 'changes':
      return `Uncommitted changes in ${path}`;
    case 'commit':
      return `Commit ${path}`;
    case 'codebase':
      return `Found by a search for words, in ${path}`;
    case 'page':
      return `Text of the web page ${path}`;
    case 'rules':
      return `From ${path}`;
    case 'command':
      return `What is asked for by ${path}`;
  }
}

const kindsOfFiles: ReadonlySet<Attachment['kind']> = new Set(['file', 'selection', 'symbol', 'codebase', 'editors']);

function part({ kind, lines: { first, last, total, cut } }: Attachment): string {
  const whole = first === 1 && last === total;
  const all = kindsOfFiles.has(kind) ? `whole file, ${total} lines` : total === 1 ? '1 line' : `${total} lines`;
  const some = first === last ? `line ${first} of ${total}` : `lines ${first} to ${last} of ${total}`;
  const where = whole && (first !== last || !kindsOfFiles.has(kind)) ? all : some;
  return cut ? `${where}, cut because it is large` : where;
}

/** Length of the longest run of backticks, so that the fence around the code is longer. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
}
