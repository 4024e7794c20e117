/**
 * How long a host's information about itself is believed: servers are restarted with other models at the same address.
 */
export const hostAnswerTtlMs = 10 * 60_000;
