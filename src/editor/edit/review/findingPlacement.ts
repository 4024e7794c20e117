import { type Finding, isSameFinding } from '../../../engine/edit';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import type { FindingComments, ShownFinding } from './findingComments';
import { placeOf, type ReviewTarget, targetOf } from './reviewTarget';

/** Puts the findings of one review at their lines as they come, each once, and takes those away that were taken back. */
export class FindingPlacement {
  private readonly files: ReadonlySet<string>;
  private last: Promise<void> = Promise.resolve();
  private placed: Finding[] = [];
  private lost: Finding[] = [];

  constructor(
    private readonly targets: readonly ReviewTarget[],
    private readonly comments: Pick<FindingComments, 'all' | 'open' | 'add' | 'dismiss' | 'has'>,
    private readonly privacy: FilePrivacy,
  ) {
    this.files = new Set(targets.map(({ uri }) => uri.toString()));
  }

  /** Findings in the files of this review that are neither resolved nor dismissed. */
  get open(): readonly ShownFinding[] {
    return this.comments.open.filter((shown) => this.isInFiles(shown));
  }

  /** How many stand nowhere in their files. */
  get lostCount(): number {
    return this.lost.length;
  }

  /** Takes the findings of an earlier review of the same files away. */
  clear(): void {
    this.comments.dismiss(this.comments.all.filter((shown) => this.isInFiles(shown)));
  }

  /** `findings`: all of the review by now. Resolves when each has its place. */
  show(findings: readonly Finding[]): Promise<void> {
    this.last = this.last.then(() => this.showNow(findings));
    return this.last;
  }

  /**
   * Resolves when all that was shown has its place. What has none is looked for once more: an editor may show late what has changed
   * on the disk.
   */
  settled(): Promise<void> {
    this.last = this.last.then(() => this.place(this.lost.splice(0)));
    return this.last;
  }

  private async showNow(findings: readonly Finding[]): Promise<void> {
    const isTold = (finding: Finding): boolean => isAmong(finding, findings);
    this.comments.dismiss(this.open.filter(({ finding }) => !isTold(finding)));
    this.placed = this.placed.filter(isTold);
    this.lost = this.lost.filter(isTold);
    await this.place(findings);
  }

  private async place(findings: readonly Finding[]): Promise<void> {
    for (const finding of findings) {
      // One that the user has dismissed meanwhile does not come back.
      if (isAmong(finding, [...this.placed, ...this.lost]) || this.comments.has(finding)) continue;
      const target = targetOf(finding, this.targets);
      const anchor = target && (await placeOf(finding, target, this.privacy));
      if (target && anchor) {
        this.comments.add(finding, target.uri, anchor);
        this.placed.push(finding);
      } else this.lost.push(finding);
    }
  }

  private isInFiles({ uri }: ShownFinding): boolean {
    return this.files.has(uri.toString());
  }
}

/** Read anew, a finding is another object. */
function isAmong(finding: Finding, others: readonly Finding[]): boolean {
  return others.some((other) => isSameFinding(other, finding));
}
