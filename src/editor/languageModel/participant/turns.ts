import * as vscode from 'vscode';
import { type Attachment, emptyAnswer, type Turn } from '../../../engine/chat';

/** What is kept with an answer of ours in VS Code's Chat; as JSON, for the next turn. */
export interface AnswerMetadata {
  /** The answer alone, without what is said around it. */
  readonly text: string;
  /** Who wrote the end of it; absent where nobody did. */
  readonly provider?: string;
  readonly model?: string;
  /** How it ended. */
  readonly end: 'done' | 'length' | 'failed' | 'stopped';
}

/** The earlier prompts of a conversation with what was attached to each, and their answers. `attached`: what goes with one of them. */
export async function earlierTurns(
  history: vscode.ChatContext['history'],
  attached: (request: vscode.ChatRequestTurn) => Promise<readonly Attachment[]>,
): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  for (const [index, entry] of history.entries()) {
    if (!(entry instanceof vscode.ChatRequestTurn)) continue;
    const answer = history[index + 1];
    if (!(answer instanceof vscode.ChatResponseTurn)) continue;
    turns.push({
      ...turnOf(promptOf(entry), await attached(entry)),
      answer: { ...emptyAnswer, state: { type: 'done', reason: 'stop' }, text: answerText(answer) },
    });
  }
  return turns;
}

export function turnOf(prompt: string, attachments: readonly Attachment[], images: Turn['images'] = []): Turn {
  return { id: '', askedAt: 0, prompt, attachments, images, answer: emptyAnswer };
}

/** As it would be typed in our own chat. */
export function promptOf({ prompt, command }: Pick<vscode.ChatRequestTurn, 'prompt' | 'command'>): string {
  return command === undefined ? prompt : `/${command} ${prompt}`.trimEnd();
}

export function metadataOf(result: vscode.ChatResult): AnswerMetadata | undefined {
  const { metadata } = result;
  return typeof metadata?.['text'] === 'string' ? (metadata as unknown as AnswerMetadata) : undefined;
}

function answerText({ response, result }: vscode.ChatResponseTurn): string {
  const kept = metadataOf(result);
  if (kept) return kept.text;
  return response.map((part) => (part instanceof vscode.ChatResponseMarkdownPart ? part.value.value : '')).join('');
}
