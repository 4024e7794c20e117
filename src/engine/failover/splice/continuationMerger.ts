import { type Follow, follow, retoldPartialWord } from './continuationEvidence';
import { type Folded, fold, foldText } from './foldedText';
import { type Join, joinAtCut } from './joinAtCut';
import { goesOnFromPrefill, writesPartialWord } from './prefilledReply';
import {
  isFirst,
  isFirstOnLine,
  onlyRepeats,
  repetitions,
  type Shown,
  shortestRunChars,
  shownOf,
} from './repeatedRuns';
import { isComplete, type CutPoint } from './cutPoint';
import { Unwrapping, type Wrapping, wrappingOf } from './answerWrapping';

export type { Join } from './joinAtCut';

/** The most of the new stream that is held back until the last words are found in it. */
const maxHeldChars = 600;
/** The beginning by which an answer is recognised that begins again. */
const beginningChars = 64;

/** How a reply meets the text shown. */
type Meeting =
  | { readonly type: 'goes-on'; readonly at: number; readonly isAnchored: boolean; readonly wrapping: Wrapping }
  /** The answer begins again, from `at` on in the reply. */
  | { readonly type: 'restarts'; readonly at: number; readonly wrapping: Wrapping }
  /** The reply is no continuation. */
  | { readonly type: 'refused' }
  /** More of the reply is needed. */
  | { readonly type: 'open' };

/**
 * Joins the text of a continuing model to the text already shown. It drops the text before the last words and the quotes or
 * fences around them. An answer that begins again replaces the old one; anything else is refused. Takes deltas by `push` and
 * ends by `end`; both return what to show, as soon as that is certain.
 */
export class ContinuationMerger {
  /** The reply is no continuation. */
  isRefused = false;
  private held = '';
  private hasAdded = false;
  private unwrapping: Unwrapping | undefined;
  private readonly known: Shown;
  private readonly beginning: string;
  private readonly all: string;

  constructor(
    private readonly cutPoint: CutPoint,
    /** The text on the surface: `stable` + `partialWord` of the cut point, and perhaps half a character that it drops. */
    private readonly shown: string,
    private readonly prefill: boolean,
  ) {
    this.known = shownOf(cutPoint);
    this.all = foldText(shown);
    this.beginning = foldText(shown.trimStart().slice(0, beginningChars));
  }

  push(text: string): Join | undefined {
    if (this.isRefused) return undefined;
    if (this.unwrapping) return this.noted({ text: this.unwrapping.push(text), restarted: false });
    this.held += text;
    return this.settle(this.meeting(false));
  }

  end(): Join | undefined {
    if (this.isRefused) return undefined;
    const join = this.unwrapping
      ? this.noted({ text: this.unwrapping.end(), restarted: false })
      : this.settle(this.meeting(true), true);
    this.isRefused ||= !this.hasAdded && !isComplete(this.shown);
    return this.isRefused ? undefined : join;
  }

  private settle(meeting: Meeting, isWhole = false): Join | undefined {
    switch (meeting.type) {
      case 'open':
        return undefined;
      case 'refused':
        this.isRefused = true;
        return undefined;
      case 'restarts': {
        const text = this.unwrapped(new Unwrapping(nothing, meeting.wrapping), meeting.at, isWhole);
        return this.noted({ retractTo: 0, text, restarted: true });
      }
      case 'goes-on': {
        const rest = this.unwrapped(new Unwrapping(this.cutPoint, meeting.wrapping), meeting.at, isWhole);
        if (rest.length < this.cutPoint.partialWord.length && !isWhole) {
          this.unwrapping = undefined;
          return undefined;
        }
        return this.noted(joinAtCut(this.cutPoint, this.shown, rest, meeting.isAnchored || this.prefill));
      }
    }
  }

  private unwrapped(unwrapping: Unwrapping, at: number, isWhole: boolean): string {
    this.unwrapping = unwrapping;
    return unwrapping.push(this.held.slice(at)) + (isWhole ? unwrapping.end() : '');
  }

  private noted(join: Join): Join {
    this.hasAdded ||= join.text.trim() !== '' || join.restarted;
    return join;
  }

  private meeting(isWhole: boolean): Meeting {
    const reply = fold(this.held);
    if (reply.text === '') return isWhole ? refused : open;
    const meeting = this.prefill ? this.fromPrefill(reply, isWhole) : this.afterLastWords(reply, isWhole);
    return meeting ?? this.restart(reply, isWhole) ?? (isWhole || !this.mayStillMeet(reply) ? refused : open);
  }

  private afterLastWords(reply: Folded, isWhole: boolean): Meeting | undefined {
    const { known, held } = this;
    const follows = repetitions(known, held, reply, true).map((run) => follow(known, held, run, isWhole));
    const found = this.found(follows);
    if (found) return { type: 'goes-on', at: found.at, isAnchored: true, wrapping: found.wrapping };
    const retold = retoldPartialWord(known, held, reply);
    if (retold !== undefined) return { type: 'goes-on', at: retold, isAnchored: false, wrapping: unwrapped };
    return follows.some(({ decision }) => decision === 'open') && !isWhole ? open : undefined;
  }

  /** The continuation; with enough text also a possible one, since nothing spoke against it. */
  private found(follows: readonly Follow[]): Follow | undefined {
    const sure = follows.find(({ decision }) => decision === 'goes-on');
    const isEnough = this.held.length >= maxHeldChars;
    return sure ?? (isEnough ? follows.find(({ decision }) => decision === 'unclear') : undefined);
  }

  private fromPrefill(reply: Folded, isWhole: boolean): Meeting | undefined {
    const { known, held } = this;
    const direct: Meeting = { type: 'goes-on', at: 0, isAnchored: false, wrapping: unwrapped };
    const mayRepeat = !isWhole && held.length < maxHeldChars && known.end.includes(reply.text);
    if (mayRepeat) return open;
    const runs = repetitions(known, held, reply, false);
    const follows = runs.map((run) => follow(known, held, run, isWhole));
    const again = this.found(follows);
    if (!again && !isWhole && follows.some(({ decision }) => decision !== 'parts')) return open;
    if (again) return { type: 'goes-on', at: again.at, isAnchored: true, wrapping: again.wrapping };
    if (writesPartialWord(known, held)) return direct;
    // It begins with the last words, so that a continuation would have to stand after them.
    if (runs.some((run) => isFirst(held, run))) return undefined;
    if (this.beginning.startsWith(reply.text) || reply.text.startsWith(this.beginning)) return undefined;
    const goesOn = goesOnFromPrefill(known, held, isWhole);
    return goesOn === undefined ? open : goesOn ? direct : undefined;
  }

  /** The answer that begins again, with its first word or after a remark on lines of its own. */
  private restart(reply: Folded, isWhole: boolean): Meeting | undefined {
    const { beginning, held } = this;
    const place = beginning.length < shortestRunChars ? -1 : reply.text.indexOf(beginning);
    const first = reply.starts[place];
    if (first === undefined || !isFirstOnLine(held, first)) return undefined;
    const copy = reply.text.slice(place);
    // A reply that has only repeated the text shown may still go on after it.
    if (this.all.startsWith(copy)) return isWhole ? refused : open;
    if (copy.startsWith(this.known.end)) return undefined;
    const line = held.lastIndexOf('\n', first - 1) + 1;
    const at = line + held.slice(line).search(/\S/);
    const wrapping = wrappingOf(held.slice(0, line), '', this.cutPoint);
    return { type: 'restarts', at: this.shown.trimStart().startsWith(held.slice(at, first)) ? at : first, wrapping };
  }

  /** Never by time: the half of a repetition that a slow model has written would be shown a second time. */
  private mayStillMeet(reply: Folded): boolean {
    return this.held.length < maxHeldChars || onlyRepeats(this.all, this.held, reply);
  }
}

const open: Meeting = { type: 'open' };
const refused: Meeting = { type: 'refused' };
const unwrapped: Wrapping = { fence: false, hasDots: false, isQuotedLine: false };
const nothing: CutPoint = { stable: '', space: '', partialWord: '' };
