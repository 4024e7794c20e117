import type * as Followups from '../../../../src/editor/languageModel/participant/followups';
import type * as Participants from '../../../../src/editor/languageModel/participant/participant';
import type * as Turns from '../../../../src/editor/languageModel/participant/turns';
import { loadWithEditor, workspaceStub } from '../vscodeStub';

export class Uri {
  constructor(readonly path: string) {}
  toString(): string {
    return `file://${this.path}`;
  }
}

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Location {
  readonly range: { readonly start: Position; readonly end: Position };
  constructor(
    readonly uri: Uri,
    first: number,
    last: number,
  ) {
    this.range = { start: new Position(first, 0), end: new Position(last, 9) };
  }
}

export class ChatRequestTurn {
  readonly references: readonly object[] = [];
  constructor(
    readonly prompt: string,
    readonly command?: string,
  ) {}
}

export class ChatResponseMarkdownPart {
  readonly value: { readonly value: string };
  constructor(value: string) {
    this.value = { value };
  }
}

export class ChatResponseTurn {
  readonly result: object;
  constructor(
    readonly response: readonly object[],
    metadata?: object,
  ) {
    this.result = { metadata };
  }
}

/** The part of VS Code's API that `@everpair` uses. */
export const editor = {
  Uri,
  Location,
  ChatRequestTurn,
  ChatResponseTurn,
  ChatResponseMarkdownPart,
  workspace: workspaceStub,
  window: { activeTextEditor: undefined as unknown },
};

/* eslint-disable @typescript-eslint/no-require-imports -- they import the editor, which must be replaced first */
export const { earlierTurns, turnOf } = loadWithEditor(editor, () =>
  require('../../../../src/editor/languageModel/participant/turns'),
) as typeof Turns;
export const { followups } = loadWithEditor(editor, () =>
  require('../../../../src/editor/languageModel/participant/followups'),
) as typeof Followups;
export const { Participant } = loadWithEditor(editor, () =>
  require('../../../../src/editor/languageModel/participant/participant'),
) as typeof Participants;
/* eslint-enable @typescript-eslint/no-require-imports */
