/** What the guard is told to start, once. */
export interface GuardOrder {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of the server: by it the guard proves to other windows that its server runs. */
  readonly token: string;
}

/** What the guard says of it. `proofPort`: where it answers as long as the server lives. */
export type GuardReport =
  | { readonly type: 'started'; readonly pid: number; readonly proofPort: number }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'ended'; readonly reason: string };
