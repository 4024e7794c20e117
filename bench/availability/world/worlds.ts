import type { OutageModel } from './outageModel';
import { outages2024 } from './outages2024';
import { outages2026 } from './outages2026';

/** By the year that their outages are like. */
export const worlds = { '2024': outages2024, '2026': outages2026 } as const satisfies Record<string, OutageModel>;

export type WorldName = keyof typeof worlds;

export function isWorldName(text: string): text is WorldName {
  return Object.hasOwn(worlds, text);
}
