/** Every way a lab provider can be broken, with what a person reads about it. */
export const faults = {
  none: 'Healthy',
  overloaded: 'Overloaded (Anthropic 529, others 503)',
  'server-error': 'Internal error (500)',
  'rate-limited': 'Rate limited (429, come back in 20 s)',
  quota: 'Out of quota',
  unauthorized: 'Key refused (401)',
  'model-missing': 'Model missing (404)',
  refuse: 'Connection refused',
  'reset-before-headers': 'Connection reset before the answer',
  hang: 'Accepts and never answers',
  'silent-200': 'Says 200 and then nothing',
  portal: 'A log-in page answers instead',
  empty: 'Empty answer',
  'slow-first-token': 'First word after 8 s',
  cut: 'Connection reset in mid-answer',
  'clean-cut': 'Answer ends in the middle, in good order',
  stall: 'Falls silent in mid-answer',
  'error-event': 'Error event in mid-answer',
  'malformed-event': 'Garbage in mid-answer, then the end',
  'slow-loris': 'One byte at a time',
  'bad-content-type': 'Right bytes under a wrong content type',
  'huge-line': 'A line of many megabytes',
} as const;

export type Fault = keyof typeof faults;

export function isFault(value: unknown): value is Fault {
  return typeof value === 'string' && Object.hasOwn(faults, value);
}

export interface BreakOptions {
  /** Pieces of text before a fault in mid-answer; 20 where absent. */
  readonly after?: number;
  /** Requests the fault applies to; until healed where absent. */
  readonly times?: number;
}

export interface FaultSetting {
  readonly fault: Fault;
  /** Pieces of text that still come before faults in mid-answer. */
  readonly after: number;
  /** Requests it applies to; undefined: until healed. */
  readonly times?: number;
}

export const healthy: FaultSetting = { fault: 'none', after: 0 };
