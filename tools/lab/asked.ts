/** A request as the answering side of the lab sees it, whatever its protocol. */
export interface Asked {
  readonly system: string;
  readonly turns: readonly { readonly role: string; readonly text: string }[];
}
