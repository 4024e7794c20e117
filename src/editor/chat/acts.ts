import type { HostMessage, ViewMessage } from '../../engine/chat';

/** What a page may ask for; `ready` is between a surface and its channel. */
export type Act = Exclude<ViewMessage, { type: 'ready' }>;

export type Reply = (message: HostMessage) => void;

/** What is done for each kind of message. `reply` tells the page that sent it something. */
export type Acts = {
  readonly [Type in Act['type']]?: (message: Extract<Act, { type: Type }>, reply: Reply) => unknown;
};

/** Resolves when it is done; nothing is done for a kind that is not there. */
export async function perform(acts: Acts, act: Act, reply: Reply): Promise<void> {
  const step = acts[act.type] as ((message: Act, reply: Reply) => unknown) | undefined;
  await step?.(act, reply);
}
