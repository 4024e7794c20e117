import type { ContextCommand } from '../context/contextCommand';

/** What a prompt asks for that the user sends. */
export type PreparedPrompt =
  /** No command: it is sent as it was typed. */
  | { readonly type: 'plain' }
  | { readonly type: 'command'; readonly command: ContextCommand }
  /** A new conversation, in which this prompt is sent; empty where there is none. */
  | { readonly type: 'new'; readonly prompt: string }
  /** A summary in place of the older half. `focus`: what the user wants kept; empty where they did not say. */
  | { readonly type: 'compact'; readonly focus: string }
  /** It cannot be sent; why, one sentence or more. */
  | { readonly type: 'refused'; readonly why: string }
  /** The user was asked something and did not answer. */
  | { readonly type: 'given-up' };
