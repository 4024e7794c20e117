/** Every way in which provider A is broken, with what a person reads about it. */
export const faults = {
  healthy: 'Healthy',
  'status-529': '529 overloaded',
  'status-500': '500 server error',
  'status-503': '503 unavailable',
  'status-429': '429 rate limited, retry-after 30 s',
  'status-429-quota': '429 insufficient quota',
  'status-401': '401 key refused',
  'status-404': '404 model missing',
  refused: 'Connection refused',
  reset: 'Connection reset before the headers',
  hang: 'Accepted, never answered',
  'headers-then-silence': '200, then nothing',
  'pings-only': '200, then only keep-alives',
  'slow-first-word': 'First word after 8 s',
  portal: '200 with a log-in page (captive portal)',
  'error-200': '200 with an error as JSON',
  'empty-200': '200 without a body',
  'empty-answer': '200, a proper end and no text',
  'error-event-first': 'Error event before the first word',
  'cut-first-word': 'Reset after the first word',
  'cut-middle': 'Reset in mid-answer',
  'cut-last-word': 'Reset after the last word, before the end',
  'closed-middle': 'Closed in good order in mid-answer',
  'closed-in-character': 'Closed inside a multi-byte character',
  'closed-in-line': 'Closed inside an SSE line',
  'stall-middle': 'Silent in mid-answer',
  'error-event-middle': 'Error event in mid-answer',
  'garbage-then-end': 'Malformed event in mid-answer, then the end',
  'garbage-then-rest': 'Malformed event in mid-answer, then the rest',
} as const;

export type Fault = keyof typeof faults;

export const allFaults = Object.keys(faults) as readonly Fault[];

export function isFault(value: unknown): value is Fault {
  return typeof value === 'string' && Object.hasOwn(faults, value);
}

/** Words that come before a fault in mid-answer. */
export const wordsBeforeFault = 25;
