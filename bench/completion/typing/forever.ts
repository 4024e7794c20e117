import { setMaxListeners } from 'node:events';

/** For what nobody calls off: it never aborts. */
export const forever = new AbortController().signal;

// All that waits at the same time listens to it, which is no leak.
setMaxListeners(0, forever);
