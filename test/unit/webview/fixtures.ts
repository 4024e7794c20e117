import type { Answer } from '../../../src/engine/chat/conversation/answerState';
import type { ContextChip } from '../../../src/engine/chat/context/contextOffer';
import type { Problem } from '../../../src/engine/failover/api/problem';
import type { ChainView, ChatView, CodeView, ProviderView, TurnView } from '../../../src/engine/chat/view/protocol';
import type { ContentActions } from '../../../src/webview/chat/markdown/nodes/codeBlock';
import type { TurnActions } from '../../../src/webview/chat/turn/turnActions';
import type { Timing } from '../../../src/webview/chat/markdown/budget/slicedWork';
import { answerOf, alpha, asks, done, emptyView, says } from '../engine/chat/fixtures';

export const noCode: CodeView = { blocks: 0, isCut: false };

export const written = answerOf(asks(alpha), says('An answer.'), done());

export function turn(id: string, answer: Answer = written, changes: Partial<TurnView> = {}): TurnView {
  return {
    id,
    prompt: `Prompt ${id}`,
    askedAt: 0,
    context: [],
    images: [],
    branch: { ids: [id], index: 0 },
    answer,
    code: noCode,
    ...changes,
  };
}

export function provider(label: string, changes: Partial<ProviderView> = {}): ProviderView {
  return { label, model: `${label.toLowerCase()}-model`, state: 'healthy', isNext: false, ...changes };
}

export const chain: ChainView = { providers: [provider('Alpha', { isNext: true }), provider('Beta')], isPinned: false };

export function chip(label: string, changes: Partial<ContextChip> = {}): ContextChip {
  return {
    id: `file:${label}`,
    kind: 'file',
    label,
    note: '12 lines',
    detail: `src/${label}: whole file, 12 lines`,
    state: 'included',
    ...changes,
  };
}

export function chatView(changes: Partial<ChatView> = {}): ChatView {
  return { ...emptyView, chain, ...changes };
}

export const problem: Problem = {
  title: 'No provider could answer.',
  reasons: ['Alpha is overloaded (529).', 'Beta did not accept the API key (401).'],
  advice: 'Set a valid API key for Beta.',
  actions: ['retry', 'switch-provider', 'set-api-key', 'show-log'],
};

/** Actions that write down what was asked of them. */
export function recorded(): {
  readonly actions: TurnActions & ContentActions;
  readonly calls: unknown[];
} {
  const calls: unknown[] = [];
  return {
    calls,
    actions: {
      copy: (text) => calls.push(['copy', text]),
      insert: (text) => calls.push(['insert', text]),
      openLink: (href) => calls.push(['open', href]),
      apply: (_, text) => calls.push(['apply', text]),
      applyRefusal: () => undefined,
      drawAll: () => undefined,
      applyBlock: (turnId, text, before) => calls.push(['apply block', turnId, text, before]),
      applyAll: (turnId) => calls.push(['apply all', turnId]),
      retry: () => calls.push(['retry']),
      goOn: () => calls.push(['go on']),
      useInstead: () => calls.push(['use instead']),
      run: (command) => calls.push(['run', command]),
      edit: (turnId, prompt) => calls.push(['edit', turnId, prompt]),
      regenerate: (turnId, choose) => calls.push(['regenerate', turnId, choose]),
      fork: (turnId) => calls.push(['fork', turnId]),
      showBranch: (turnId) => calls.push(['show branch', turnId]),
      dropSummary: (turnId) => calls.push(['drop-summary', turnId]),
      stopWaiting: (turnId) => calls.push(['stop waiting', turnId]),
      sendElsewhere: (turnId) => calls.push(['send elsewhere', turnId]),
    },
  };
}

export interface Steps {
  readonly timing: Timing;
  /** What waits for an idle moment, the oldest first. */
  readonly tasks: (() => void)[];
  /** Takes all steps that are left. */
  readonly finish: () => void;
}

/** Work in single steps: an idle moment comes when it is asked for, and its time is up after one step. */
export function stepByStep(): Steps {
  const tasks: (() => void)[] = [];
  let passed = 0;
  const timing: Timing = {
    frame: (task) => task(),
    idle: (task) => tasks.push(task),
    now: () => (passed += 1_000),
  };
  return {
    timing,
    tasks,
    finish: () => {
      while (tasks.length > 0) tasks.shift()?.();
    },
  };
}
