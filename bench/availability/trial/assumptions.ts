import type { OutageModel } from '../world/outageModel';
import { promptTokens } from './tally';
import { patienceMs } from './trial';
import { habits } from './workday';

/** What the result rests on. Numbers without a source are our own choice. */
export function assumptionsOf(outages: OutageModel): readonly string[] {
  return [...outages.assumptions, ...ofAllYears];
}

const ofAllYears: readonly string[] = [
  'Gaps are Weibull of shape 0.55, as fitted to the lists of 2024 (arXiv 2501.12469), so that incidents come in bursts. They begin a sixth as often on a weekend day as on a weekday, and 66 % of them from 15 to 24 UTC; the mean gap stays as told.',
  'Share of requests that fail by overload and server errors: 2 % (none), 5 to 25 % (minor), 25 to 70 % (major), 85 to 100 % (critical), drawn once for each incident; where two are open the worse one counts. 60 % concern one model, which is always the one asked, and 40 % the whole endpoint.',
  'Anthropic and OpenAI together: incidents of OpenAI have an Anthropic one begin with them as often as it takes for 1.4 times the joint time of independent vendors, as in the lists of 2024.',
  'Of the failures by overload and server errors, 50 % are refused within 50 to 400 ms (overloaded, internal error and connection reset 8:2:0 where a model is concerned, 2:5:3 otherwise), 30 % break off in the stream (closed as if whole, reset, and an error event, a third each) and 20 % fall silent behind the status line; half of the latter two after the first content, at any place of the answer.',
  'The user is offline once a week (exponential gaps) for a median of 3 min (log-normal, σ 1); clouds then fail within 20 ms because their name is not found. Neither the beginning of an incident nor of an offline time breaks answers under way: what becomes of a request is drawn when it is sent.',
  'Local model: not started on 10 % of the days, for the whole day; 1 % of its answers fail (out of memory). In memory for 5 min after each use or 30 min after a warm-up; otherwise it is cold in half of the cases and loads for 5 to 40 s, and nothing else delays it.',
  'The embedded model is a local model that is there on all days, since Everpair starts it itself; it fails, loads and answers as the other one does.',
  'A cloud begins to answer after a median of 0.7 s (log-normal, σ 0.5) and takes 1.2 to 3.6 s more for the rest, the local model 0.15 to 0.6 s and 2.4 to 6 s. Models do not think first; only the local one takes a prefill.',
  'The same question draws the same numbers at the same provider for every strategy, so that all of them meet the same luck as long as they ask at the same time.',
  habits,
  `Useful is an answer that is there as a whole within ${patienceMs / 1000} s, every word once and nothing else, and said to be whole. After that time the user gives up, which the strategy sees as a cancelled request.`,
  `Every answer is a count to 200. A prompt counts ${promptTokens} tokens where the provider accepted the request, a word of the answer one. Wasted is all that was accepted or received beyond one prompt and the words of each useful answer; the second prompt of an answer that was continued elsewhere counts as wasted.`,
  'A provider is well when no incident is open at it and the machine is online (the local one: on the days it was started). It is passed over without need when a question goes elsewhere first although it is well and no retry-after of its own is running; a single failure in the background can be the reason.',
  'Consent is given for all vendors and the boundary is “any”, so that it allows every question every provider.',
  'The interval takes questions for independent of each other. They are not, since those of one incident share their fate; the worst year shows how far years differ.',
];
