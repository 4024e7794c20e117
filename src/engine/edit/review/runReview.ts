import type { AnswerEvent } from '../../failover/api/answer';
import type { Problem } from '../../failover/api/problem';
import { completeAnswer } from '../answer/completeAnswer';
import { type Finding, isSameFinding } from './finding';
import { FindingParser } from './findingParser';
import type { ReviewPart } from './reviewParts';

export interface ReviewRun {
  readonly parts: readonly ReviewPart[];
  /** What is known from before: an earlier try of the same review. */
  readonly known: readonly Finding[];
  /** Asks for the findings of a part. Never throws. */
  readonly ask: (part: ReviewPart) => AsyncIterable<AnswerEvent>;
  /** All findings by now, after each change. What an answer took back is gone. */
  readonly onFindings: (findings: readonly Finding[]) => void;
  /** Before a part is asked for; `number` from 1. */
  readonly onPart: (number: number) => void;
}

/** How a review ended. `rest`: the parts that were not reviewed to their end. */
export type ReviewEnd =
  | { readonly type: 'done'; readonly findings: readonly Finding[] }
  | { readonly type: 'cancelled'; readonly findings: readonly Finding[]; readonly rest: readonly ReviewPart[] }
  | {
      readonly type: 'failed';
      readonly findings: readonly Finding[];
      readonly rest: readonly ReviewPart[];
      readonly problem: Problem;
    };

/** Asks for one part after the other, and gives the findings as they come. What was found stays, however it ends. */
export async function runReview({ parts, known, ask, onFindings, onPart }: ReviewRun): Promise<ReviewEnd> {
  let findings = known;
  for (const [index, part] of parts.entries()) {
    onPart(index + 1);
    const before = findings;
    const reader = new AnswerFindings();
    const update = (found: readonly Finding[]): void => {
      const all = merged(before, found);
      if (isSameList(all, findings)) return;
      findings = all;
      onFindings(findings);
    };
    const end = await completeAnswer(ask(part), (text) => update(reader.after(text)));
    update(reader.end(end.text, end.type === 'done' && end.reason !== 'length'));
    const rest = parts.slice(index);
    if (end.type === 'cancelled') return { type: 'cancelled', findings, rest };
    if (end.type === 'failed') return { type: 'failed', findings, rest, problem: end.problem };
  }
  return { type: 'done', findings };
}

/** The findings of an answer whose text grows, and at times loses its end again. */
class AnswerFindings {
  private parser = new FindingParser();
  private read = '';

  after(text: string): readonly Finding[] {
    if (!text.startsWith(this.read)) {
      this.parser = new FindingParser();
      this.read = '';
    }
    this.parser.push(text.slice(this.read.length));
    this.read = text;
    return this.parser.findings;
  }

  end(text: string, isWhole: boolean): readonly Finding[] {
    this.after(text);
    return this.parser.end(isWhole);
  }
}

function merged(known: readonly Finding[], found: readonly Finding[]): readonly Finding[] {
  return [...known, ...found.filter((finding) => !known.some((other) => isSameFinding(other, finding)))];
}

function isSameList(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a.length === b.length && a.every((finding, index) => finding === b[index]);
}
