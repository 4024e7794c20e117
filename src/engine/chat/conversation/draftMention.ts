import type { MentionKind } from './attachment';

/** What the user added to a draft. Its id says where it is; what it holds is read anew from there, and is kept nowhere. */
export interface DraftMention {
  readonly id: string;
  readonly kind: MentionKind;
  /** Short: "a.ts", "Problems". */
  readonly label: string;
}

/** With the mention at the end, or in the place of the one with its id. */
export function withMention(mentions: readonly DraftMention[], mention: DraftMention): readonly DraftMention[] {
  return [...new Map([...mentions, mention].map((each) => [each.id, each])).values()];
}
