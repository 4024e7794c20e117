import type { Policy } from './policy';

/** What the same person types alone. */
export const none: Policy = {
  id: 'none',
  title: 'no completions',
  rules: 'Nothing is asked and nothing shown: the keys that the same person needs alone.',
  forwardStable: false,
  create: () => ({ provide: () => Promise.resolve(undefined) }),
};
