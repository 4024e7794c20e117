/** What a host said of itself is believed for this long: servers are restarted with other models behind the same address. */
export const hostAnswerTtlMs = 10 * 60_000;
