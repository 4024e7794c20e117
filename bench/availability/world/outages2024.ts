import type { OutageModel } from './outageModel';

const anthropic = { gapDays: 5.1, mu: 3.92, sigma: 1.39, severities: [44, 48, 43, 5] } as const;
const other = { ...anthropic, gapDays: 4.4 };

/** As the vendors' incident lists had it up to August 2024. */
export const outages2024: OutageModel = {
  hosts: {
    openai: { gapDays: 3.6, mu: 4.32, sigma: 1.17, severities: [52, 141, 125, 46] },
    anthropic,
    google: other,
    aws: other,
  },
  kinds: { errors: 1 },
  jointLift: 1.4,
  commonCause: {
    perYear: 2.5,
    kind: 'errors',
    medianMinutes: 180,
    sigma: 1,
    hits: { anthropic: 0.7, openai: 0.7, google: 0.7, aws: 0.7 },
    failing: [0.85, 1],
  },
  spillOver: {
    fromFailing: 0.5,
    delayMinutes: [0, 0],
    lingersMinutes: [0, 0],
    failing: [0, 0],
    slowdown: [1, 1],
    chances: [],
  },
  retirement: { perYear: 0, medianMinutes: 0, sigma: 0 },
  kinship: { otherModel: 0.5, otherHost: 0.15 },
  background: { failures: 0.003, rateLimits: 0.002, inStream: 0.3, silence: 0.2 },
  disobeying: 0,
  assumptions: [
    'The years are those of 2024: gaps, durations and severities of incidents are fitted to the public incident lists of the OpenAI and Anthropic APIs up to August 2024 (arXiv 2501.12469): gaps of mean 3.6 days (OpenAI) and 5.1 days (Anthropic), from the end of one to the beginning of the next; durations log-normal in minutes, µ 4.32 σ 1.17 and µ 3.92 σ 1.39, at most 48 h; severities none, minor, major and critical in the proportions 52:141:125:46 and 44:48:43:5. Google and AWS, of which the lists know nothing: a mean gap of 4.4 days, the rest as of Anthropic.',
    'All incidents are of overload and server errors. 2.5 times a year a common cause of median 3 h (log-normal, σ 1) hits each cloud with a chance of 0.7 and lets 85 to 100 % fail.',
    'Without any incident 0.3 % of the requests fail, 30 % of these in the stream and 20 % by silence, and 0.2 % are turned away by a rate limit with retry-after 1 to 30 s.',
    'Models do as they are told: asked to go on, they repeat the last words as asked and go on.',
  ],
};
