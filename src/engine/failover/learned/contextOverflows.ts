import type { Failure } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import type { Capabilities } from './capabilities';
import { tokensSent } from '../policies/trimToWindow';
import type { Requirements } from '../policies/plan';

/** The routes that a request was too long for, and what that tells of windows. */
export class ContextOverflows {
  /** Tokens; see `PlanInput`. */
  exceededWindow = 0;
  /** Tokens sent to each of these routes. */
  private readonly sent = new Map<Route, number>();
  private shortened = false;

  constructor(
    private readonly capabilities: Capabilities,
    private readonly needs: Requirements,
  ) {}

  recordFailure(route: Route, { contextWindowTokens, status }: Failure): void {
    // A limit by the minute (429) or of the host's requests (413) says nothing of the window.
    if (status === 429 || status === 413) return;
    const { capabilities, needs } = this;
    const sent = tokensSent(needs, capabilities.contextWindow(route));
    this.sent.set(route, sent);
    // The size of an image in tokens is the host's own, so that only a limit it names tells of its window.
    if (contextWindowTokens !== undefined || needs.images.length === 0)
      capabilities.recordTooLong(route, sent, contextWindowTokens);
    this.exceededWindow = Math.max(this.exceededWindow, capabilities.contextWindow(route) ?? 0);
  }

  /**
   * No route with a larger window is left: once in a request, the routes that were too small may be asked without the oldest
   * turns. Returns those for which the request is then shorter than the one they refused; undefined where it cannot be
   * shortened.
   */
  shorten(): readonly Route[] | undefined {
    const { needs } = this;
    if (this.shortened || this.exceededWindow === 0 || needs.requiredTokens >= needs.inputTokens) return undefined;
    this.shortened = true;
    this.exceededWindow = 0;
    return [...this.sent].flatMap(([route, sent]) =>
      tokensSent(needs, this.capabilities.contextWindow(route)) < sent ? [route] : [],
    );
  }
}
