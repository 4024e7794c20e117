import type { Json } from '../../../engine/model';

/** Where a tool finds the endpoint. */
export interface ToolTarget {
  /** `http://127.0.0.1:21470`, without a path. */
  readonly origin: string;
  readonly token: string;
}

/** A value that a file of a tool shall have, in the place of what is there. */
export interface ValueChange {
  readonly path: readonly string[];
  readonly value: Json;
}

/** An entry that a list in a file of a tool shall have besides what is there. */
export interface ItemChange {
  readonly list: readonly string[];
  readonly item: Json;
}

export type FileChange = ValueChange | ItemChange;

/** What is written to a file of a tool. */
export type ToolFile =
  | { readonly format: 'json'; readonly path: string; readonly changes: readonly ValueChange[] }
  /** `initial`: what a file that is not there begins with. */
  | {
      readonly format: 'yaml';
      readonly path: string;
      readonly changes: readonly FileChange[];
      readonly initial?: string;
    }
  /** A file that holds nothing but what we write. */
  | { readonly format: 'own'; readonly path: string; readonly text: string };

/** One way to connect a tool. */
export interface ToolWay {
  readonly id: 'terminal' | 'file';
  /** Variables of VS Code's terminals. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly file?: ToolFile;
  /** What the user does after that, a sentence. */
  readonly next?: string;
}

/** A tool that can ask the endpoint. */
export interface Tool {
  readonly id: string;
  readonly name: string;
  /** Empty: only the user can set it. */
  ways(target: ToolTarget, home: HomePlace): readonly ToolWay[];
}

/** Where the user's configuration files are. */
export interface HomePlace {
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
