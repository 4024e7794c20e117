import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { contextWindows, requestBudget } from '../../../engine/chat';
import { settingKeys } from '../../../engine/config';
import {
  type Finding,
  isLargeReview,
  leftOutText,
  maxReviewTokens,
  reviewCost,
  reviewOverhead,
  type ReviewEnd,
  type ReviewPart,
  reviewParts,
  reviewRequest,
  runReview,
  sentFilesOf,
} from '../../../engine/edit';
import type { ProviderManager } from '../../../engine/failover';
import { dollars, errorSummary, shownNumber, textLanguage } from '../../../engine/model';
import type { KeptBackFile } from '../../../engine/privacy';
import { cancellableProgress } from '../../cancellableProgress';
import { showProblem } from '../../requests/problemMessage';
import { instructionsFor } from '../../settings/instructions';
import { ProblemNotice } from '../../settings/problemNotice';
import type { RequestDeps } from '../requestDeps';
import { countText, type FindingComments } from './findingComments';
import { FindingPlacement } from './findingPlacement';
import type { ReviewTarget } from './reviewTarget';

export interface CodeReviewsDeps extends RequestDeps {
  readonly manager: Pick<ProviderManager, 'chat' | 'chatTarget' | 'status'>;
  readonly comments: FindingComments;
}

/** What is reviewed. */
export interface ReviewMaterial {
  /** For people: "basket.ts", "hello". */
  readonly name: string;
  readonly folder: vscode.Uri;
  readonly targets: readonly ReviewTarget[];
  readonly keptBack: readonly KeptBackFile[];
}

/** A review that was begun. */
interface Review {
  readonly material: ReviewMaterial;
  /** What the user wants of every review. */
  readonly own: string;
  readonly placement: FindingPlacement;
}

/** What a review has come to. */
interface Progress {
  /** Parts that are still to be asked for. */
  readonly rest: readonly ReviewPart[];
  readonly findings: readonly Finding[];
}

/** Reviews, one at a time. */
export class CodeReviews {
  private readonly notice: ProblemNotice;
  private isRunning = false;

  constructor(private readonly deps: CodeReviewsDeps) {
    this.notice = new ProblemNotice(deps.log);
  }

  /** Reviews what `gather` finds, which may take its time. Never rejects. */
  async review(name: string, gather: (signal: AbortSignal) => Promise<ReviewMaterial>): Promise<void> {
    await this.alone(name, async (signal, report) => {
      const material = await gather(signal);
      if (material.targets.length === 0) return () => nothingToReview(material);
      await this.deps.prepare(signal);
      const own = instructionsFor(settingKeys.reviewInstructions, material.folder, this.notice);
      const parts = this.partsOf(material, own);
      if (!(await this.isWanted(parts, own))) return undefined;
      const placement = new FindingPlacement(material.targets, this.deps.comments, this.deps.privacy);
      placement.clear();
      return this.run({ material, own, placement }, { rest: parts, findings: [] }, signal, report);
    });
  }

  /** With its progress; what is left to say is said when that is gone. */
  private async alone(
    name: string,
    work: (signal: AbortSignal, report: (message: string) => void) => Promise<(() => Promise<unknown>) | undefined>,
  ): Promise<void> {
    if (this.isRunning) {
      void vscode.window.showInformationMessage(l10n.t('Everpair: a review is running. Wait for it, or cancel it.'));
      return;
    }
    this.isRunning = true;
    try {
      const title = l10n.t('Everpair: reviewing {0}', name);
      // What is said last may stay while the next review runs.
      const last = await cancellableProgress(title, work).finally(() => (this.isRunning = false));
      await last?.();
    } catch (error) {
      this.deps.log.warn(`A review could not begin: ${errorSummary(error)}`);
      void vscode.window.showWarningMessage(l10n.t('Everpair: {0} could not be read for a review.', name));
    }
  }

  private partsOf({ targets }: ReviewMaterial, own: string): readonly ReviewPart[] {
    const windows = contextWindows(this.deps.manager);
    const budget = Math.min(requestBudget(windows), maxReviewTokens) - reviewOverhead(own);
    return reviewParts(
      targets.map(({ text }) => text),
      Math.max(budget, 1_000),
    );
  }

  /** Asks before much is sent. */
  private async isWanted(parts: readonly ReviewPart[], own: string): Promise<boolean> {
    const { route, price } = this.deps.manager.chatTarget() ?? {};
    const cost = reviewCost(parts, own, price);
    if (!isLargeReview(cost)) return true;
    const files = new Set(parts.flatMap(({ texts }) => texts.map(({ path }) => path))).size;
    const text = l10n.t('Review {0} files in {1} requests?', shownNumber(files), shownNumber(cost.requests));
    const tokens = shownNumber(cost.inputTokens, { maximumSignificantDigits: 2 });
    const detail =
      cost.dollars === undefined || cost.dollars === 0
        ? l10n.t('About {0} tokens are sent to {1}. What that costs is not known.', tokens, route?.label ?? '')
        : l10n.t('About {0} tokens are sent to {1}, {2} in all.', tokens, route?.label ?? '', dollars(cost.dollars));
    const review = l10n.t('Review');
    return (await vscode.window.showWarningMessage(text, { modal: true, detail }, review)) === review;
  }

  private async run(
    review: Review,
    { rest, findings }: Progress,
    signal: AbortSignal,
    report: (message: string) => void,
  ): Promise<() => Promise<unknown>> {
    const { material, own, placement } = review;
    let part = 1;
    const tell = (): void => {
      const count = countText(placement.open.length);
      report(rest.length === 1 ? count : l10n.t('part {0} of {1}, {2}', part, rest.length, count));
    };
    const end = await runReview({
      parts: rest,
      known: findings,
      ask: (asked) => this.deps.manager.chat(this.requestFor(asked, own), this.optionsFor(asked, material, signal)),
      onFindings: (found) => void placement.show(found).then(tell),
      onPart: (number) => {
        part = number;
        tell();
      },
    });
    await placement.settled();
    return () => this.tellEnd(review, end);
  }

  private requestFor(part: ReviewPart, own: string): ReturnType<typeof reviewRequest> {
    return reviewRequest(part, own, textLanguage());
  }

  private optionsFor(
    { texts }: ReviewPart,
    { targets, keptBack }: ReviewMaterial,
    signal: AbortSignal,
  ): Parameters<ProviderManager['chat']>[1] {
    const diffs = targets.map(({ text, masked }) => ({ path: text.path, masked }));
    return { signal, sources: { files: sentFilesOf(diffs, texts), keptBack } };
  }

  private async tellEnd(review: Review, end: ReviewEnd): Promise<void> {
    const { name, keptBack } = review.material;
    const { open, lostCount } = review.placement;
    const count = open.length;
    const notes = [
      ...(keptBack.length === 0 ? [] : [leftOutText(keptBack)]),
      ...(lostCount === 0
        ? []
        : [
            lostCount === 1
              ? l10n.t('1 finding quotes lines that are not there, and is not shown.')
              : l10n.t('{0} findings quote lines that are not there, and are not shown.', lostCount),
          ]),
    ];
    if (end.type === 'cancelled') return;
    if (end.type === 'failed') {
      const kept = l10n.t('The review is not complete. What was found stays: {0}.', countText(count));
      const problem = { ...end.problem, title: `${kept} ${end.problem.title}` };
      await showProblem(problem, () => this.alone(name, (signal, report) => this.run(review, end, signal, report)));
      return;
    }
    const said = [count === 0 ? l10n.t('Everpair: nothing was found in {0}.', name) : `Everpair: ${countText(count)}.`];
    const show = l10n.t('Show First');
    const text = [...said, ...notes].join(' ');
    const answer = await vscode.window.showInformationMessage(text, ...(count === 0 ? [] : [show]));
    const [first] = review.placement.open;
    if (answer === show && first) await this.deps.comments.reveal(first);
  }
}

async function nothingToReview({ name, keptBack }: ReviewMaterial): Promise<void> {
  const nothing = l10n.t('Everpair: there is nothing to review in {0}.', name);
  await vscode.window.showInformationMessage(keptBack.length === 0 ? nothing : `${nothing} ${leftOutText(keptBack)}`);
}
