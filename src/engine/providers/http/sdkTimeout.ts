/** Milliseconds, the most a timer can hold: the engine has clocks of its own, and the SDKs' must never ring before them. */
export const sdkTimeoutMs = 2 ** 31 - 1;
