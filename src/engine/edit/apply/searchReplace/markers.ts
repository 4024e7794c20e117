/** What a line is in a search/replace block. */
export type MarkerKind = 'search' | 'divider' | 'replace';

export interface Marker {
  readonly kind: MarkerKind;
  /** How often the character of the marker stands there. */
  readonly length: number;
  /** What stands behind it. */
  readonly label: string;
}

const searchLabels = /^(?:SEARCH|ORIGINAL|HEAD|OLD|BEFORE|FIND|CURRENT|EXISTING|FROM)\b/i;
const replaceLabels = /^(?:REPLACE|REPLACEMENT|UPDATED?|NEW|AFTER|MODIFIED|CHANGED|INCOMING|TO)\b/i;

/** The marker that a line is. Known words make short ones markers too; without a word there must be five characters. */
export function markerOf(line: string): Marker | undefined {
  const match = /^\s*(<{3,}|>{3,}|={3,}|-{3,}|\+{3,})[ \t]*(.*?)\s*$/.exec(line);
  const [, bar = '', label = ''] = match ?? [];
  const length = bar.length;
  const kind = bar === '' ? undefined : kindOf(bar.charAt(0), length, label.replace(/^[:>]\s*/, ''));
  return kind && { kind, length, label };
}

function kindOf(char: string, length: number, label: string): MarkerKind | undefined {
  switch (char) {
    case '<':
      return searchLabels.test(label) || (length >= 5 && /^(?:\S+(?:\s\S+){0,3})?$/.test(label)) ? 'search' : undefined;
    case '>':
      return replaceLabels.test(label) || (length >= 5 && /^(?:\S+(?:\s\S+){0,3})?$/.test(label))
        ? 'replace'
        : undefined;
    case '=':
      return length >= 4 && label === '' ? 'divider' : undefined;
    case '-':
      return /^SEARCH\b/.test(label) && length >= 5 ? 'search' : undefined;
    default:
      return /^REPLACE\b/.test(label) && length >= 5 ? 'replace' : undefined;
  }
}
