/** Milliseconds; the peers that take deadlines get the ones that Everpair has for a chat with a provider it does not know. */
export const firstContentMs = 7_500;
export const silenceMs = 5_000;
