import type { Failure } from '../../model/failure';
import type { Route } from '../../model/route';
import type { Capabilities } from './capabilities';
import { tokensSent } from '../policies/trimToWindow';
import type { Requirements } from '../policies/plan';

/** The routes that a request was too long for, and what is learned from them of their windows and of others. */
export class ContextOverflows {
  /** Tokens; see `PlanInput`. */
  exceededWindow = 0;
  /** Tokens sent to each of them. */
  private readonly sent = new Map<Route, number>();
  private shortened = false;

  constructor(
    private readonly capabilities: Capabilities,
    private readonly needs: Requirements,
  ) {}

  learn(route: Route, { contextWindowTokens, status }: Failure): void {
    // Too large for a minute's limit, or for the host's door, says nothing of the window.
    if (status === 429 || status === 413) return;
    const { capabilities, needs } = this;
    const sent = tokensSent(needs, capabilities.contextWindow(route));
    this.sent.set(route, sent);
    // How large an image is to a host is not known, so that nothing is learned of its window without its word.
    if (contextWindowTokens !== undefined || !needs.images) capabilities.learnTooLong(route, sent, contextWindowTokens);
    this.exceededWindow = Math.max(this.exceededWindow, capabilities.contextWindow(route) ?? 0);
  }

  /**
   * No route with a larger window is left: once in a request, those that were too small may be asked with the oldest turns left
   * out. Gives those to which the request is shorter so than what they refused; undefined where it cannot be shortened.
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
