import type { OutageModel } from './outageModel';

/** A mean of 47 minutes, and one in a hundred over 7 hours. */
const short = { mu: Math.log(20), sigma: 1.3 } as const;
const severities = [15, 50, 28, 7];

/** As far as 2026 is public. */
export const outages2026: OutageModel = {
  hosts: {
    anthropic: { ...short, gapDays: 2.05, severities },
    openai: { ...short, gapDays: 2.15, severities },
    google: { mu: Math.log(60), sigma: 1.3, gapDays: 6, severities },
    aws: { mu: Math.log(30), sigma: 1.3, gapDays: 6, severities },
  },
  kinds: { errors: 78, slow: 10, auth: 4, 'rate-limit': 4, quota: 2, missing: 2 },
  jointLift: 1.4,
  commonCause: {
    perYear: 2.5,
    kind: 'edge',
    medianMinutes: 90,
    sigma: 1,
    hits: { anthropic: 0.9, openai: 0.9 },
    failing: [0.5, 1],
  },
  spillOver: {
    fromFailing: 0.5,
    delayMinutes: [2, 15],
    lingersMinutes: [0, 20],
    failing: [0.05, 0.3],
    slowdown: [1.5, 4],
    chances: [
      { from: 'anthropic', to: 'openai', chance: 0.3 },
      { from: 'anthropic', to: 'google', chance: 0.2 },
      { from: 'anthropic', to: 'anthropic-at-aws', chance: 0.4 },
      { from: 'openai', to: 'anthropic', chance: 0.3 },
      { from: 'openai', to: 'google', chance: 0.2 },
    ],
  },
  retirement: { perYear: 0.5, medianMinutes: 120, sigma: 1 },
  kinship: { otherModel: 0.5, otherHost: 0.15 },
  background: { failures: 0.004, rateLimits: 0.002, inStream: 0.35, silence: 0.1 },
  disobeying: 0.05,
  assumptions: [
    'The years are those of 2026. OpenAI’s public feed had 90 incidents from January to 26 June 2026 (vantaj.co/blog/llm-provider-uptime-2026), Anthropic’s systems had elevated errors on 7 of 22 days in April (type0.ai): gaps of mean 2.15 days (OpenAI) and 2.05 days (Anthropic), from the end of one incident to the beginning of the next, which makes about 165 a year each, to which those shared with others come. Google, which publishes the fewest, and AWS: 6 days (our assumption).',
    'Durations are log-normal with σ 1.3 and at most 48 h, as long a tail as in the lists of 2024, with a median of 20 min at Anthropic and OpenAI, 60 at Google and 30 at AWS; severities none, minor, major and critical as 15:50:28:7. These are our own, chosen so that what fails over all hours comes near third parties’ counts of 2026: Anthropic 99.58 and 99.63 %, OpenAI 99.71 %, Google 99.18 % over 90 days (aicheckerhub.com). The table of the drawn years tells what came out.',
    'Kinds, of 100 incidents of one host alone (shares are our assumption, each kind is known): 78 overload and server errors; 10 slow but alive; 4 false 401 (Anthropic, 28 April 2026, 78 min); 4 false 429 (OpenAI, 2 June 2026), half of them with a retry-after of 5 to 60 s; 2 false quota; 2 a model that is not found for a while. Of the latter four kinds 50 to 100 % of the requests fail. In a slow one 0 to 5 % fail, and the others take 5 to 20 times as long to their first word and 1.5 to 4 times as long from word to word.',
    '2.5 times a year the edge that Anthropic and OpenAI share answers with its own pages (Cloudflare, 18 November 2025, 3 h, and 5 December 2025, 25 min): median 90 min (log-normal, σ 1), hits each of the two with a chance of 0.9, and 50 to 100 % fail: 70 % a page with status 500 to 521, 10 % one with 200, 20 % one with 403. Google and AWS have edges of their own.',
    'Where half of the requests or more fail at Anthropic or OpenAI, their users’ load spills over (our assumption): with a chance of 0.3 to the other of the two, 0.2 to Google, and 0.4 from Anthropic to its model at AWS, 2 to 15 min later and up to 20 min longer; 5 to 30 % then fail there, mostly as overloaded or rate-limited, and the others take 1.5 to 4 times as long.',
    'Each model that is asked is retired 0.5 times a year, at 17:00 UTC on a day from Monday to Friday, and answers 404 from then on, until the user has set its successor: after a median of 2 h (log-normal, σ 1). Anthropic gives 60 days’ notice by mail (platform.claude.com, model deprecations), so that most users will have changed it before; how many do not is our assumption. Partners set their own dates (the same page), so that the same model at another host is retired at another time.',
    'The vendor’s other model, at the same endpoint with the same key, shares all faults of the endpoint and half of those of the first model, and has half as many of its own (the lists are of products and not of models; our assumption). The same model at another host shares nothing of the endpoint, and 15 % of the faults of the model (a bad release, a rush on a new model; our assumption).',
    'Without any incident 1 in 250 requests fails (55 % refused by a 500 or a reset, 35 % in the stream, 10 % by silence) and 0.2 % are turned away by a rate limit with retry-after 1 to 30 s (our assumption; one shop counted 5 % of streams that break).',
    'Asked to go on, a model repeats the last words as asked and goes on; in 5 % of the cases it does not (our assumption): it talks first, quotes or fences the last words, begins again, skips words, sums up, refuses, asks back, repeats the last words and stops, or says nothing.',
  ],
};
