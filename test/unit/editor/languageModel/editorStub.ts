import assert from 'node:assert/strict';
import type * as Answers from '../../../../src/editor/languageModel/provider/chainAnswers';
import type * as Lists from '../../../../src/editor/languageModel/provider/modelList';
import type * as Messages from '../../../../src/editor/languageModel/provider/requestFromMessages';
import type * as Parts from '../../../../src/editor/languageModel/provider/partWriter';
import { loadWithEditor } from '../vscodeStub';

export class TextPart {
  constructor(readonly value: string) {}
}

export class DataPart {
  constructor(
    readonly data: Uint8Array,
    readonly mimeType: string,
  ) {}
}

export class ToolCallPart {
  constructor(
    readonly callId: string,
    readonly name: string,
    readonly input: object,
  ) {}
}

export class ToolResultPart {
  constructor(
    readonly callId: string,
    readonly content: readonly unknown[],
  ) {}
}

export class PromptPart {
  constructor(readonly value: unknown) {}
}

export class CancellationError extends Error {}

/** Commands that were run. */
export const ran: string[] = [];

/** The part of VS Code's API that the models use, with the numbers that it has there. */
const editor = {
  LanguageModelTextPart: TextPart,
  LanguageModelDataPart: DataPart,
  LanguageModelToolCallPart: ToolCallPart,
  LanguageModelToolResultPart: ToolResultPart,
  LanguageModelPromptTsxPart: PromptPart,
  LanguageModelChatMessageRole: { User: 1, Assistant: 2 },
  LanguageModelChatToolMode: { Auto: 1, Required: 2 },
  CancellationError,
  commands: {
    executeCommand: (command: string) => {
      ran.push(command);
      return Promise.resolve();
    },
  },
};

/* eslint-disable @typescript-eslint/no-require-imports -- they import the editor, which must be replaced first */
export const { requestFromMessages, messageOf } = loadWithEditor(editor, () =>
  require('../../../../src/editor/languageModel/provider/requestFromMessages'),
) as typeof Messages;
export const { PartWriter } = loadWithEditor(editor, () =>
  require('../../../../src/editor/languageModel/provider/partWriter'),
) as typeof Parts;
export const { ChainAnswers } = loadWithEditor(editor, () =>
  require('../../../../src/editor/languageModel/provider/chainAnswers'),
) as typeof Answers;
export const { ModelList } = loadWithEditor(editor, () =>
  require('../../../../src/editor/languageModel/provider/modelList'),
) as typeof Lists;
/* eslint-enable @typescript-eslint/no-require-imports */

type RequestMessage = Parameters<typeof messageOf>[0];

export function message(role: 'user' | 'assistant' | 'system', ...content: readonly unknown[]): RequestMessage {
  const roles = { user: 1, assistant: 2, system: 3 } as unknown as Readonly<Record<string, RequestMessage['role']>>;
  return { role: roles[role] ?? assert.fail(), content, name: undefined };
}

type ToolMode = Parameters<typeof requestFromMessages>[1]['toolMode'];

export const toolModes = { auto: 1, required: 2 } as unknown as Readonly<Record<'auto' | 'required', ToolMode>>;

/** A token of VS Code's and its button. */
export function tokenSource() {
  const listeners = new Set<(event: unknown) => unknown>();
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: (event: unknown) => unknown) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
  const cancel = (): void => {
    token.isCancellationRequested = true;
    for (const listener of listeners) listener(undefined);
  };
  return { token, cancel, listeners };
}
