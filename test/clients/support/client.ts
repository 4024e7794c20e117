import type { Call } from '../../wire/server/support/upstreams';

/** A program that people use, in the version that is tested. */
export interface Client {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** Of the endpoint. */
  readonly protocol: string;
  /** Below the folder of its packages; a script of Node's where it ends in `.js`. */
  readonly program: string;
  /** What the model does in a workspace: it appends a line by the client's shell, and writes a file by its own tool for that. */
  calls(workspace: string): readonly Call[];
  args(run: Run, prompt: string): readonly string[];
  environment(run: Run): Readonly<Record<string, string>>;
  /** Its settings, by their places in its home. */
  readonly files?: (run: Run) => Readonly<Record<string, string>>;
}

/** One run of a client: the endpoint it asks, and folders of its own. */
export interface Run {
  readonly port: number;
  readonly token: string;
  readonly home: string;
  readonly workspace: string;
}

/** `linux-x64`, as packages with a binary have it in their names. */
export const platform = `${process.platform}-${process.arch}`;

export const shellCommand = 'echo ran >> ran.txt';
export const written = { file: 'written.txt', text: 'some text\n' };
