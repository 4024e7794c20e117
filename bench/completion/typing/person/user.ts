import { type Clock, sleep } from '../../../../src/engine/model/async/clock';
import type { Document } from '../file/document';
import type { Editor, Ghost } from '../file/editor';
import { forever } from '../forever';
import { judge, type Reader } from './reader';
import type { Tally } from '../trial/tally';
import type { Typist } from './typist';

/** Pauses of at least this length count, milliseconds. */
const pauseMs = 300;
/** A suggestion that comes into view this late before the next key is not noticed before it. */
const noticeMs = 120;
/** Nobody decides faster after a key. */
const quickest = 200;
const startsRight = 3;

/** Writes one missing piece of a document, with slips and second thoughts, and takes suggestions that are right. */
export class User {
  private lastKey = 0;
  private judged: string | undefined;

  constructor(
    private readonly document: Document,
    private readonly editor: Editor,
    private readonly typist: Typist,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly tally: Tally,
  ) {}

  async write(): Promise<void> {
    const { document, typist } = this;
    await this.wait(typist.navigation(document.at));
    this.lastKey = this.clock.now();
    let isAfterChange = false;
    const undone = new Set<number>();
    while (!document.isDone) {
      const { at } = document;
      if (await this.pause(at, isAfterChange)) {
        isAfterChange = true;
        continue;
      }
      if (!undone.has(at) && typist.undoes(at) && this.undo()) {
        undone.add(at);
        isAfterChange = true;
        continue;
      }
      const slip = at === document.firstStanding ? undefined : typist.slip(at);
      if (slip) await this.slip(at, slip.char, slip.late);
      isAfterChange = this.press();
    }
    this.editor.left();
  }

  /** Waits until the next key is due; true when a suggestion was taken instead. */
  private async pause(at: number, isAfterChange: boolean): Promise<boolean> {
    const start = this.lastKey;
    const due = start + this.typist.interval(at);
    const counts = isAfterChange && due - start >= pauseMs;
    let first: number | undefined;
    let right = false;
    let taken = false;
    while (this.clock.now() < due && !taken) {
      const ghost = this.editor.inView;
      if (ghost) {
        first ??= this.clock.now();
        right ||= this.startsRight(ghost);
        taken = await this.read(ghost, at, due);
      }
      if (!taken && this.clock.now() < due) await this.editor.watch(due);
    }
    if (counts) this.note(first === undefined ? undefined : first - start, right, due - start);
    return taken;
  }

  /** Milliseconds from the last key to the suggestion, if there was one, and to the end of the pause. */
  private note(shownAfter: number | undefined, right: boolean, length: number): void {
    this.tally.pauses += 1;
    if (shownAfter !== undefined) {
      this.tally.pausesShown += 1;
      this.tally.shownAfter.push(shownAfter);
    }
    if (right) this.tally.pausesRight += 1;
    this.tally.waited.push(shownAfter ?? length);
  }

  /** Reads a suggestion unless the next key comes before; true when it was taken. */
  private async read(ghost: Ghost, at: number, due: number): Promise<boolean> {
    if (ghost.outcome === this.judged && !this.reader.looksAgain(at)) return false;
    const since = Math.max(ghost.since + this.reader.readingTime(at), this.lastKey + quickest);
    const isNoticed = this.clock.now() <= due - noticeMs && due - this.lastKey >= pauseMs;
    if (since > due && !(isNoticed && this.reader.holdsBack(at))) return false;
    await this.editor.watch(since);
    const now = this.editor.inView;
    if (!now || now.outcome !== ghost.outcome) return false;
    this.judged = now.outcome;
    const decision = this.reader.decide(this.document, now.suggestion);
    if (decision === 'type') return false;
    this.take(decision.take, decision.take === now.suggestion.text.length);
    return true;
  }

  private take(length: number, isWhole: boolean): void {
    const { document, editor, tally } = this;
    document.accept(length);
    tally.keys += 1;
    tally.accepted += 1;
    tally.acceptedCharacters += length;
    this.lastKey = this.clock.now();
    if (isWhole) editor.accepted(document);
    editor.changed(document);
  }

  /** Presses the right key; true when it changed the text. */
  private press(): boolean {
    const stroke = this.document.type();
    this.tally.keys += 1;
    this.lastKey = this.clock.now();
    this.editor.typed(this.document, stroke);
    return !stroke.moved;
  }

  private async slip(at: number, char: string, late: number): Promise<void> {
    const { document, editor, typist, tally } = this;
    const wrong = [char, ...Array.from(document.rest.slice(1, 1 + late).replace(/\W[^]*$/, ''))];
    for (const [index, each] of wrong.entries()) {
      if (index > 0) await this.wait(typist.correction(at, 50 + index));
      document.mistype(each);
      tally.keys += 1;
      editor.typed(document, { written: each, moved: false, closed: 0, overtyped: false });
    }
    for (const index of wrong.keys()) {
      await this.wait(typist.correction(at, index));
      document.erase();
      tally.keys += 1;
      editor.changed(document);
    }
    await this.wait(typist.correction(at, 0));
  }

  /** Takes the last word back, in one step; false where there is none. */
  private undo(): boolean {
    const { document, editor, tally } = this;
    const word = /\w+$/.exec(document.before)?.[0].length ?? 0;
    if (word < 3 || /^\w/.test(document.rest) || document.at - word < document.region.start) return false;
    document.undo(word);
    tally.keys += 1;
    this.lastKey = this.clock.now();
    editor.changed(document);
    return true;
  }

  private startsRight({ suggestion }: Ghost): boolean {
    return judge(this.document, suggestion).right >= Math.min(startsRight, suggestion.text.length);
  }

  private async wait(ms: number): Promise<void> {
    await sleep(this.clock, ms, forever);
  }
}
