/** Milliseconds; the peers that take deadlines get the ones that Everpair has for a chat with a provider it does not know. */
export const firstContentMs = 10_000;
export const silenceMs = 15_000;
