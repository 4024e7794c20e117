import * as z from 'zod/mini';

/** The worst first. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** What replaces what, in the lines of the file. */
export interface SuggestedFix {
  readonly search: string;
  readonly replace: string;
}

/** One thing that a review found, as the answer says it: nothing of it is checked against the file. */
export interface Finding {
  /** The file as the answer names it. */
  readonly path: string;
  readonly severity: Severity;
  /** The line or lines that it is about, as the answer quotes them. */
  readonly quote: string;
  /** One sentence. */
  readonly what: string;
  /** Empty where the answer gives no reason. */
  readonly why: string;
  readonly fix?: SuggestedFix;
}

const words = (maxChars: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(maxChars));
const code = (maxChars: number) => z.string().check(z.maxLength(maxChars));
const isText = (text: string): boolean => text.trim() !== '';

/** What an answer has to give for a finding. Longer fields are no finding but a model that does not stop. */
const schema = z.object({
  path: words(1_000),
  severity: z.catch(z.enum(severities), 'warning'),
  quote: code(4_000).check(z.refine(isText)),
  what: words(2_000),
  why: z.catch(z.string().check(z.trim(), z.maxLength(8_000)), ''),
  fix: z.catch(
    z.optional(z.object({ search: code(40_000).check(z.refine(isText)), replace: code(40_000) })),
    undefined,
  ),
});

/** A finding where the fields are all there; undefined where not. */
export function findingOf(fields: Readonly<Record<string, unknown>>): Finding | undefined {
  const { success, data } = schema.safeParse(fields);
  if (!success) return undefined;
  const { fix, ...rest } = data;
  return fix ? { ...rest, fix } : rest;
}

/** Share of the words of the shorter sentence that both have, where two sentences say the same. */
const sameWordsShare = 0.5;

/** Whether two findings are one: about the same lines, with the same fix or mostly the same words. Pure. */
export function isSameFinding(a: Finding, b: Finding): boolean {
  if (a.path !== b.path || plain(a.quote) !== plain(b.quote)) return false;
  if (a.fix && b.fix && plain(a.fix.replace) === plain(b.fix.replace)) return true;
  const [of, other] = [wordsOf(a.what), wordsOf(b.what)];
  const shared = [...of].filter((word) => other.has(word)).length;
  return shared >= Math.min(of.size, other.size) * sameWordsShare;
}

/** Whether a finding that broke off is the beginning of another. */
export function isBegunAnew(broken: Finding, other: Finding): boolean {
  return broken.path === other.path && plain(other.quote).startsWith(plain(broken.quote));
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function wordsOf(sentence: string): ReadonlySet<string> {
  return new Set(sentence.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
}
