import { epochNow } from '../../time/epoch';
import type { Frame, Page } from 'playwright-core';
import { sampleFolder } from '../../../tools/vscode/folders';
import type { ChatPanel } from '../../../tools/vscode/chatPanel';
import { openWorkbench, type WorkbenchOptions } from '../../../tools/vscode/openWorkbench';
import { Workbench } from '../../../tools/vscode/workbench';

/** When a prompt was sent and when the first word of its answer was painted, in milliseconds since the epoch. */
export interface Painted {
  readonly entered: number;
  readonly painted: number;
}

/** A VS Code with one chat extension in it. */
export interface ChatWindow {
  ask(number: number): Promise<Painted | undefined>;
  close(): Promise<void>;
}

export async function openWindow(
  options: Pick<WorkbenchOptions, 'vsix' | 'env' | 'settings'>,
  openChat: (workbench: Workbench, page: Page) => Promise<ChatPanel>,
): Promise<ChatWindow> {
  const { path: folder, remove } = sampleFolder();
  const opened = await openWorkbench({ ...options, folder });
  const close = async (): Promise<void> => {
    await opened.close();
    remove();
  };
  try {
    const chat = await openChat(new Workbench(opened.page), opened.page);
    return { ask: (number) => ask(chat, number), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Milliseconds between the keys of a prompt. Enter follows the last at once. */
const keyMs = 30;

/** Gives up after this time. */
const longestMs = 10_000;

/**
 * Runs in the page of the chat, where no message to and from this process lies between what happens and its time. What is drawn while
 * a frame is made is painted with it, what is drawn before waits for the next. A message to itself is read when the frame was
 * painted.
 */
const watch = (answer: string): string => `globalThis.firstToken = new Promise((resolve) => {
  globalThis.frameCalls ??= (() => {
    const calls = { isOpen: false, ask: requestAnimationFrame.bind(globalThis) };
    globalThis.requestAnimationFrame = (callback) => calls.ask((time) => {
      calls.isOpen = true;
      try { callback(time); } finally { queueMicrotask(() => { calls.isOpen = false; }); }
    });
    return calls;
  })();
  const epoch = (ms) => performance.timeOrigin + ms;
  let entered;
  const painting = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve({ entered: epoch(entered), painted: epoch(performance.now()) });
    port2.postMessage(undefined);
  };
  const observer = new MutationObserver(() => {
    if (entered === undefined || !document.body.textContent.includes(${JSON.stringify(answer)})) return;
    observer.disconnect();
    if (frameCalls.isOpen) painting();
    else frameCalls.ask(painting);
  });
  addEventListener('keydown', (event) => { entered = event.timeStamp; }, { capture: true, once: true });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  setTimeout(() => { observer.disconnect(); resolve(null); }, ${longestMs});
}); undefined`;

async function ask(chat: ChatPanel, number: number): Promise<Painted | undefined> {
  const { frame } = chat;
  await chat.messageBox.pressSequentially(`prompt ${number}`, { delay: keyMs });
  await frame.evaluate(watch(`answer ${number}`));
  await chat.messageBox.press('Enter');
  const painted = (await frame.evaluate<Painted | null>('firstToken')) ?? undefined;
  await allOf(frame, number);
  return painted;
}

/** The answer has ended: the next prompt does not have to wait for it. */
async function allOf(frame: Frame, number: number): Promise<void> {
  await frame.getByText(`answer ${number} is all there is.`).last().waitFor();
  const stop = frame.getByRole('button', { name: 'Stop', exact: true });
  const until = epochNow() + longestMs;
  while ((await stop.isVisible()) && epochNow() < until) await frame.waitForTimeout(20);
}
