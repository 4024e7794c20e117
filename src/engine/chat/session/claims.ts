import type { TurnClaims } from '../store/turnClaims';

/** Which window writes an answer, as far as a session needs to know. */
export type Claims = Pick<TurnClaims, 'claim' | 'release' | 'isElsewhere' | 'requestStop' | 'isStopRequested'>;

/** Where nothing can be stored there are no other windows. */
export const noOtherWindows: Claims = {
  claim: () => true,
  release: () => undefined,
  isElsewhere: () => false,
  requestStop: () => undefined,
  isStopRequested: () => false,
};
