/** What a model is for. */
export const modelUses = ['chat', 'completion'] as const;
export type ModelUse = (typeof modelUses)[number];
