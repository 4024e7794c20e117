/** How the provider answers. */
export interface Pace {
  readonly words: number;
  /** Milliseconds between two words. */
  readonly pauseMs: number;
}

/** What a client asks: the provider itself, or a program of this machine before it. */
export interface Subject {
  readonly name: string;
  /** With the version path. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How the model is called there that the provider knows by this name. */
  readonly modelName: (model: string) => string;
  /** Of its process; absent for the provider itself. */
  readonly pid?: number;
}

export const modelOf = ({ words, pauseMs }: Pace): string => `count-${words}-${pauseMs}`;
