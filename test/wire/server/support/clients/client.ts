import type { TestEndpoint } from '../endpoint';

/** A vendor's own client, or one that many programs are built on, as its documentation uses it. */
export interface OfficialClient {
  readonly name: string;
  /** Asks and runs tools until the answer is there. Rejects where the client sees a failure. */
  ask(endpoint: TestEndpoint, asking: Asking): Promise<Told>;
  /** Of answers that it can ask for by a parameter. */
  readonly formats: readonly NonNullable<Asking['format']>[];
  /** What it offers besides; left out where the client has no such call. */
  readonly lists?: (endpoint: TestEndpoint) => Promise<readonly string[]>;
  readonly counts?: (endpoint: TestEndpoint) => Promise<number>;
}

export interface Asking {
  readonly isStreamed: boolean;
  /** Reads a file for the model; left out where no tool is offered. */
  readonly read?: (path: string) => string;
  readonly toolChoice?: 'required' | 'none' | 'named';
  readonly format?: 'json' | 'schema';
}

export interface Told {
  /** Of the last answer. */
  readonly text: string;
  readonly outputTokens: number | undefined;
}

export const question = 'What is a stack?';

export const readTool = {
  name: 'read',
  description: 'Reads a file.',
  schema: schemaOf('path'),
};

export const answerSchema = schemaOf('what');

function schemaOf(field: string) {
  return {
    type: 'object' as const,
    properties: { [field]: { type: 'string' as const } },
    required: [field],
    additionalProperties: false,
  };
}

/** The path in arguments that a client hands over parsed or as text. */
export function pathIn(input: unknown): string {
  const fields: unknown = typeof input === 'string' ? JSON.parse(input) : input;
  return (fields as { readonly path: string }).path;
}
