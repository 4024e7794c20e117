import { type Finding, findingOf, isBegunAnew, isSameFinding } from './finding';

const beginning = /#{2,4}\s*FINDING\b[^\n]*$/;
const ending = /^\s*#{2,4}\s*END\b/;
const field = /^\s*(?:[*_]{1,2})?(FILE|SEVERITY|QUOTE|WHAT|WHY|FIX)(?:[*_]{1,2})?\s*:(?:[*_]{1,2})?[ \t]?(.*)$/;
const searchMark = /^\s*<{5,}\s*SEARCH\s*$/;
const divider = /^\s*={5,}\s*$/;
const replaceMark = /^\s*>{5,}\s*REPLACE\s*$/;
const fence = /^\s*(?:`{3,}|~{3,})[\w-]*\s*$/;

type Name = 'path' | 'severity' | 'quote' | 'what' | 'why';

const nameOf: Readonly<Record<string, Name>> = {
  FILE: 'path',
  SEVERITY: 'severity',
  QUOTE: 'quote',
  WHAT: 'what',
  WHY: 'why',
};

/** A finding while it is read. */
interface Draft {
  readonly lines: Partial<Record<Name, string[]>>;
  current?: Name;
  search?: string[];
  replace?: string[];
  /** Where a line of a fix goes; `closed`: the fix is whole. */
  fix: 'none' | 'search' | 'replace' | 'closed';
}

/**
 * Reads findings from an answer as it comes, whatever stands around them and in whatever pieces it comes:
 *
 *     ### FINDING
 *     FILE: a path
 *     SEVERITY: error | warning | info
 *     QUOTE: the line, or lines
 *     WHAT: a sentence
 *     WHY: a few sentences
 *     <<<<<<< SEARCH
 *     =======
 *     >>>>>>> REPLACE
 *     ### END
 *
 * A finding counts when it has ended. One that another follows without an end counts too, unless that one begins it anew: so an
 * answer that broke off within a finding and was continued gives it once.
 */
export class FindingParser {
  private readonly found: Finding[] = [];
  private draft: Draft | undefined;
  /** Findings without an end: they wait for the end of the answer, since one that comes later may be the same, and whole. */
  private readonly unended: Finding[] = [];
  private rest = '';

  get findings(): readonly Finding[] {
    return this.found;
  }

  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.readLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  }

  /** The answer has ended. `isWhole`: it was not cut, so that its last finding counts without its end. */
  end(isWhole: boolean): readonly Finding[] {
    // The end of an answer ends its last line, which may be the end of a finding.
    if (isWhole || ending.test(this.rest)) this.push('\n');
    if (isWhole) this.leave();
    this.takeUnended();
    return this.found;
  }

  private readLine(line: string): void {
    const { draft } = this;
    // Also behind the words at which the text broke off.
    if (beginning.test(line)) {
      this.leave();
      this.draft = { lines: {}, fix: 'none' };
    } else if (!draft) return;
    else if (ending.test(line)) this.close(draft);
    else if (draft.fix === 'search' || draft.fix === 'replace') readFix(draft, line);
    else readField(draft, line);
  }

  /** The finding has its end. */
  private close(draft: Draft): void {
    this.draft = undefined;
    this.take(findingIn(draft));
  }

  /** Another finding begins, or the answer ends, and this one has no end. */
  private leave(): void {
    const finding = this.draft && findingIn(this.draft);
    this.draft = undefined;
    if (finding) this.unended.push(finding);
  }

  /** Those that no later one begins anew. */
  private takeUnended(): void {
    this.unended.forEach((finding, index) => {
      const later = [...this.found, ...this.unended.slice(index + 1)];
      if (!later.some((other) => isBegunAnew(finding, other))) this.take(finding);
    });
    this.unended.length = 0;
  }

  private take(finding: Finding | undefined): void {
    if (finding && !this.found.some((other) => isSameFinding(other, finding))) this.found.push(finding);
  }
}

function readFix(draft: Draft, line: string): void {
  if (draft.fix === 'search' && divider.test(line)) draft.fix = 'replace';
  else if (draft.fix === 'replace' && replaceMark.test(line)) draft.fix = 'closed';
  else if (draft.fix === 'search') draft.search?.push(line);
  else draft.replace?.push(line);
}

function readField(draft: Draft, line: string): void {
  if (searchMark.test(line)) {
    // The first is the finding's; a further one would be of another place.
    if (draft.fix !== 'none') return;
    draft.fix = 'search';
    draft.search = [];
    draft.replace = [];
    draft.current = undefined;
    return;
  }
  const [, label, text = ''] = field.exec(line) ?? [];
  if (label !== undefined) {
    draft.current = nameOf[label];
    if (draft.current) draft.lines[draft.current] = [text];
  } else if (draft.current && !fence.test(line)) {
    draft.lines[draft.current]?.push(line);
  }
}

function findingIn({ lines, fix, search = [], replace = [] }: Draft): Finding | undefined {
  const text = (name: Name): string => (lines[name] ?? []).join('\n');
  return findingOf({
    path: text('path')
      .trim()
      .replaceAll(/^[`"']|[`"']$/g, ''),
    severity: text('severity').trim().toLowerCase(),
    quote: quoteIn(text('quote')),
    what: text('what'),
    why: text('why'),
    ...(fix === 'closed' ? { fix: { search: search.join('\n'), replace: replace.join('\n') } } : {}),
  });
}

/** Without the marks of code that models put around it. */
function quoteIn(text: string): string {
  const quote = text.replaceAll(/^\n+|\n+\s*$/g, '').trimEnd();
  return /^\s*(`+)([^`][\s\S]*?[^`]|[^`])\1$/.exec(quote)?.[2] ?? quote;
}
