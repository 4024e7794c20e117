import { overlapMayGrow, type Rest, shortestOverlap, withoutRepetition } from './overlap';
import { insideFence, type Seam, solidOf } from './seam';

/** What the surface has to do: take text back to `retractTo` UTF-16 units of what was shown, then show `text`. */
export interface Join {
  readonly retractTo?: number;
  readonly text: string;
  /** The new text begins the answer again instead of continuing it. */
  readonly restarted: boolean;
}

/** Characters of the new stream that are held back at most until it is clear how they meet the text shown. */
const holdCharacters = 240;
/** Characters of the beginning that are compared to tell a restart. */
const restartSample = 80;
/** Share of it that has to be the same: another model soon words a thing otherwise, even one that begins again. */
const restartAgreement = 0.8;

/**
 * Joins the text of a continuing model to the text already shown: what it repeats is cut, an answer begun again replaces
 * the old one, an opening remark and a code fence opened a second time are dropped. Feed it deltas with `push` and close
 * it with `end`; each returns what to show, if anything is certain already.
 */
export class Joiner {
  private held = '';
  private joined = false;
  /** What came can be no continuation. */
  isRefused = false;

  constructor(
    private readonly seam: Seam,
    /** What the surface shows, `seam.kept` + `seam.tail` and perhaps a dropped half character. */
    private readonly shown: string,
    private readonly prefill: boolean,
  ) {}

  push(text: string): Join | undefined {
    if (this.joined) return { text, restarted: false };
    this.held += text;
    // Never by time: a slow model that is half through its repetition would have that half shown a second time.
    return this.held.length >= holdCharacters || this.isDecided() ? this.decide() : undefined;
  }

  end(): Join | undefined {
    if (this.joined) return undefined;
    const join = this.held.trim() === '' ? undefined : this.decide();
    this.isRefused = join === undefined || join.text.trim() === '';
    return this.isRefused ? undefined : join;
  }

  /** True as soon as no more text can change the verdict. */
  private isDecided(): boolean {
    const text = this.held.trimStart();
    if (couldBeginAgain(text, this.seam.kept + this.seam.tail) || opener.test(text)) return false;
    const { kept } = this.seam;
    const afterRemark = withoutRemark(text).trimStart();
    const body = withoutFence(afterRemark, kept).trimStart();
    if (body.length < shortestOverlap || couldBecomeFence(body)) return false;
    return !overlapMayGrow(kept, afterRemark) && !overlapMayGrow(kept, body);
  }

  private decide(): Join {
    this.joined = true;
    const held = this.held;
    this.held = '';
    const { kept, gap, tail } = this.seam;
    const afterRemark = withoutRemark(held);
    // A fence may be the last line shown, and is then repeated as asked rather than opened again.
    const asItIs = withoutRepetition(this.seam, afterRemark, !this.prefill);
    const withoutIt = withoutRepetition(this.seam, withoutFence(afterRemark, kept), !this.prefill);
    const rest = asItIs.cut > withoutIt.cut ? asItIs : withoutIt;
    if (!rest.anchored && beginsAgain(held, kept + tail)) {
      return { retractTo: 0, text: held.trimStart(), restarted: true };
    }
    const target = this.meet(kept, gap, tail, rest);
    return this.difference(target);
  }

  /** The whole answer so far, as it must read after the join. */
  private meet(kept: string, gap: string, tail: string, rest: Rest): string {
    const isCut = rest.cut > 0;
    const solid = solidOf(this.seam);
    const space = /^\s*/.exec(rest.text)?.[0] ?? '';
    const body = rest.text.slice(space.length);
    // A continuing turn begins without the space that stood there; a prefilled one or one behind its anchor has its own.
    const ownSpace = (this.prefill || isCut) && gap !== '';
    const agrees = tail !== '' && body.startsWith(tail);
    const indentsNextLine = gap.endsWith('\n') && !space.includes('\n');
    if (indentsNextLine && !agrees) return kept + rest.text;
    if (gap === '') return kept + (isCut || this.prefill ? rest.text : body);
    return solid + (ownSpace && !agrees && space !== '' ? space : gap) + body;
  }

  /** The smallest step from what is shown to what shall be. */
  private difference(target: string): Join {
    if (target.startsWith(this.shown)) return { text: target.slice(this.shown.length), restarted: false };
    let same = 0;
    while (same < this.shown.length && this.shown[same] === target[same]) same += 1;
    return { retractTo: same, text: target.slice(same), restarted: false };
  }
}

/** An opening remark of a model that was asked to go on, up to the end of its line. */
const opener =
  /^(?:sure|certainly|of course|okay|ok|apolog\w+|sorry|continuing|here(?:'s| is)|picking up|let me continue|i(?:'ll| will) continue)\b[^\n]*$/i;
const openerLine =
  /^(?:sure|certainly|of course|okay|ok|apolog\w+|sorry|continuing|here(?:'s| is)|picking up|let me continue|i(?:'ll| will) continue)\b[^\n]{0,160}(?:continu|rest of|left off|cut off|interrupt)[^\n]{0,80}\n+/i;

function withoutRemark(text: string): string {
  const body = text.trimStart();
  const remark = openerLine.exec(body)?.[0] ?? '';
  return remark === '' ? text : body.slice(remark.length);
}

function withoutFence(text: string, kept: string): string {
  if (!insideFence(kept)) return text;
  const fence = /^\s*(?:`{3,}|~{3,})[\w+-]*[ \t]*\n/.exec(text)?.[0];
  return fence === undefined || /^\s*(?:`{3,}|~{3,})[ \t]*\n/.test(text) ? text : text.slice(fence.length);
}

function couldBecomeFence(text: string): boolean {
  return /^(?:`{1,}|~{1,})[\w+-]*$/.test(text);
}

/** Whether `text` so far agrees with the beginning of the shown answer. */
function couldBeginAgain(text: string, shown: string): boolean {
  const start = shown.trimStart().slice(0, restartSample);
  const length = Math.min(start.length, text.length);
  return agreement(start.slice(0, length), text.slice(0, length)) >= restartAgreement;
}

function beginsAgain(held: string, shown: string): boolean {
  const start = shown.trimStart().slice(0, restartSample);
  const text = held.trimStart().slice(0, start.length);
  return start.length >= shortestOverlap && text.length >= start.length && agreement(start, text) >= restartAgreement;
}

/**
 * Share of two texts of the same length up to the place where they part. What agrees behind it does not count: items of
 * a list differ in little but their number.
 */
function agreement(a: string, b: string): number {
  if (a.length === 0) return 0;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return same / a.length;
}
