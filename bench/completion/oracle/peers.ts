import type { Suggestion } from '../../../src/engine/completion/api/suggestion';
import { VirtualTime } from '../../simulation/virtualTime';
import type { BackEnd } from '../typing/model/backEnd';
import { forever } from '../typing/forever';
import { continueRules } from '../typing/policies/continue';
import { copilotUndelayed } from '../typing/policies/copilot';
import { llamaVscode } from '../typing/policies/llamaVscode';
import type { Policy } from '../typing/policies/policy';
import type { Answer } from './models';
import { type Place, suffixOf } from './place';

/** Whose published rules are tried on the same answers. */
export const peers: readonly Policy[] = [copilotUndelayed, continueRules, llamaVscode];

const pieceLength = 12;
/** Longer than any of them waits. */
const patienceMs = 5_000;

/** What the rules of a peer would show of an answer at a place. */
export async function suggestionOf(peer: Policy, place: Place, { raw }: Answer): Promise<Suggestion | undefined> {
  const clock = new VirtualTime(0);
  const backEnd: Pick<BackEnd, 'complete'> = {
    async *complete({ stop }) {
      const end = Math.min(raw.length, ...stop.map((mark) => raw.indexOf(mark)).filter((at) => at >= 0));
      for (let at = 0; at < end; at += pieceLength) yield raw.slice(at, Math.min(end, at + pieceLength));
    },
  };
  // Of the host only the answer is asked for.
  const assistant = peer.create({ clock, backEnd: backEnd as BackEnd });
  const { prefix, path, languageId } = place;
  const shown = assistant.provide({ path, languageId, prefix, suffix: suffixOf(place) }, forever);
  await clock.runUntil(patienceMs);
  const suggestion = await shown;
  return suggestion && suggestion.text.trim() !== '' ? suggestion : undefined;
}
