import { type Follow, follow, retoldTail } from './continuationEvidence';
import { type Folded, fold, foldText } from './foldedText';
import { type Join, joinAtCut } from './joinAtCut';
import { goesOnFromPrefill, writesTail } from './prefilledReply';
import { isFirst, isFirstOnLine, onlyRepeats, repetitions, type Shown, shortestRun, shownOf } from './repeatedRuns';
import { isComplete, type CutPoint } from './cutPoint';
import { Unwrapping, type Wrapping, wrappingOf } from './answerWrapping';

export type { Join } from './joinAtCut';

/** Characters of the new stream that are held back at most until the last words are found in it. */
const heldCharacters = 600;
/** Characters of the beginning by which an answer is known that is begun again. */
const beginningCharacters = 64;

/** How a reply meets the text shown. */
type Meeting =
  | { readonly type: 'goes-on'; readonly at: number; readonly isAnchored: boolean; readonly wrapping: Wrapping }
  /** The answer is begun again, from there on in the reply. */
  | { readonly type: 'restarts'; readonly at: number; readonly wrapping: Wrapping }
  /** It is no continuation. */
  | { readonly type: 'refused' }
  /** More of it has to be seen. */
  | { readonly type: 'open' };

/**
 * Joins the text of a continuing model to the text already shown. What stands before the last words, and what is put
 * around them, is dropped; an answer begun again replaces the old one; what is neither is refused. Feed it deltas with
 * `push` and close it with `end`; each returns what to show, if anything is certain already.
 */
export class ContinuationMerger {
  /** What came can be no continuation. */
  isRefused = false;
  private held = '';
  private hasAdded = false;
  private unwrapping: Unwrapping | undefined;
  private readonly known: Shown;
  private readonly beginning: string;
  private readonly all: string;

  constructor(
    private readonly seam: CutPoint,
    /** What the surface shows, `seam.kept` + `seam.tail` and perhaps a dropped half character. */
    private readonly shown: string,
    private readonly prefill: boolean,
  ) {
    this.known = shownOf(seam);
    this.all = foldText(shown);
    this.beginning = foldText(shown.trimStart().slice(0, beginningCharacters));
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
        const rest = this.unwrapped(new Unwrapping(this.seam, meeting.wrapping), meeting.at, isWhole);
        if (rest.length < this.seam.tail.length && !isWhole) {
          this.unwrapping = undefined;
          return undefined;
        }
        return this.noted(joinAtCut(this.seam, this.shown, rest, meeting.isAnchored || this.prefill));
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
    const meeting = this.prefill ? this.fromPrefill(reply, isWhole) : this.behindLastWords(reply, isWhole);
    return meeting ?? this.restart(reply, isWhole) ?? (isWhole || !this.mayStillMeet(reply) ? refused : open);
  }

  private behindLastWords(reply: Folded, isWhole: boolean): Meeting | undefined {
    const { known, held } = this;
    const follows = repetitions(known, held, reply, true).map((run) => follow(known, held, run, isWhole));
    const found = this.found(follows);
    if (found) return { type: 'goes-on', at: found.at, isAnchored: true, wrapping: found.wrapping };
    const retold = retoldTail(known, held, reply);
    if (retold !== undefined) return { type: 'goes-on', at: retold, isAnchored: false, wrapping: unwrapped };
    return follows.some(({ verdict }) => verdict === 'open') && !isWhole ? open : undefined;
  }

  /** What goes on; of enough text, also what may go on, since nothing spoke against it. */
  private found(follows: readonly Follow[]): Follow | undefined {
    const sure = follows.find(({ verdict }) => verdict === 'goes-on');
    const isEnough = this.held.length >= heldCharacters;
    return sure ?? (isEnough ? follows.find(({ verdict }) => verdict === 'unclear') : undefined);
  }

  private fromPrefill(reply: Folded, isWhole: boolean): Meeting | undefined {
    const { known, held } = this;
    const direct: Meeting = { type: 'goes-on', at: 0, isAnchored: false, wrapping: unwrapped };
    const mayRepeat = !isWhole && held.length < heldCharacters && known.end.includes(reply.text);
    if (mayRepeat) return open;
    const runs = repetitions(known, held, reply, false);
    const follows = runs.map((run) => follow(known, held, run, isWhole));
    const again = this.found(follows);
    if (!again && !isWhole && follows.some(({ verdict }) => verdict !== 'parts')) return open;
    if (again) return { type: 'goes-on', at: again.at, isAnchored: true, wrapping: again.wrapping };
    if (writesTail(known, held)) return direct;
    // It begins with the last words, so that what goes on would have to stand behind them.
    if (runs.some((run) => isFirst(held, run))) return undefined;
    if (this.beginning.startsWith(reply.text) || reply.text.startsWith(this.beginning)) return undefined;
    const goesOn = goesOnFromPrefill(known, held, isWhole);
    return goesOn === undefined ? open : goesOn ? direct : undefined;
  }

  /** The answer begun again, from its first word or behind a remark on lines of its own. */
  private restart(reply: Folded, isWhole: boolean): Meeting | undefined {
    const { beginning, held } = this;
    const place = beginning.length < shortestRun ? -1 : reply.text.indexOf(beginning);
    const first = reply.starts[place];
    if (first === undefined || !isFirstOnLine(held, first)) return undefined;
    const copy = reply.text.slice(place);
    // While it writes what is shown already it may still go on from it.
    if (this.all.startsWith(copy)) return isWhole ? refused : open;
    if (copy.startsWith(this.known.end)) return undefined;
    const line = held.lastIndexOf('\n', first - 1) + 1;
    const at = line + held.slice(line).search(/\S/);
    const wrapping = wrappingOf(held.slice(0, line), '', this.seam);
    return { type: 'restarts', at: this.shown.trimStart().startsWith(held.slice(at, first)) ? at : first, wrapping };
  }

  /** Never by time: a slow model that is half through its repetition would have that half shown a second time. */
  private mayStillMeet(reply: Folded): boolean {
    return this.held.length < heldCharacters || onlyRepeats(this.all, this.held, reply);
  }
}

const open: Meeting = { type: 'open' };
const refused: Meeting = { type: 'refused' };
const unwrapped: Wrapping = { fence: false, hasDots: false, isQuotedLine: false };
const nothing: CutPoint = { kept: '', gap: '', tail: '' };
