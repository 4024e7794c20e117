import { format, resolveConfig } from 'prettier';
import type { Result } from '../trial/result';
import { inPlaceScenario, mainScenario, returnScenario } from '../trial/scenario';
import { everpair } from '../strategies/everpair';
import { chainsTable, everpairTable } from './chains';
import { costTable, latencyTable } from './costs';
import { goalsTable, returnGoalTable } from './goals';
import { inPlaceTable } from './inPlace';
import { allDownTable, causesTable } from './misses';
import { percent } from '../../report/numbers';
import { recoveriesTable, returnTable } from './recovery';
import { availabilityTable } from './served';
import { weatherText } from './weather';

const howRecoveriesCount =
  'How soon the first provider is asked again, by what it had failed of last, with a user who asks a question every 45 s ' +
  'through each of its incidents, from 10 minutes before (3 h before its end where it is longer) to 20 minutes after it, so that an absence of more shows as about that. ' +
  'The time runs from when the provider was well again (the end of all that was wrong with it, or of the wait that it ' +
  'named, or the failure, whichever came last) to the next request to it, without pauses of the user of more than 2 minutes; ' +
  'it ends, too, when the provider fails anew before it was asked. The next question alone makes a median of half a minute. ' +
  'Median / 95th percentile (how often):';

/** The result for people. */
export async function markdownOf(result: Result): Promise<string> {
  const { rows, seeds, node, world } = result;
  const main = rows.filter(({ scenario }) => scenario === mainScenario.title);
  const returning = rows.filter(({ scenario }) => scenario === returnScenario.title);
  const inPlace = rows.filter(({ scenario }) => scenario === inPlaceScenario.title);
  const chains = rows.filter((row) => !returning.includes(row) && !inPlace.includes(row));
  const own = chains.filter(({ strategy }) => strategy === everpair.id);
  const text = [
    '# Availability over years of outages',
    `Written by \`npm run bench:availability\`; do not edit. Node ${node}, seeds ${seeds[0]} to ${seeds.at(-1)}, one year each, as those of ${world} were.`,
    `Everpair is its failover engine itself, on simulated providers in virtual time. The others are models of their rules, told below. All of it rests on the assumptions at the end.`,
    '## Goals',
    'Of Everpair. No cloud can answer a question that is asked while the machine has no network, and the local model was not ' +
      `started on ${percent(result.weather.localOff, 1)} of the days, so that the goals hold of all questions only as far as these two let them: ` +
      'the bound is what a strategy would have served that missed nothing which somebody of the chain could answer.',
    goalsTable(own),
    'The first provider, from when it was well again until it was asked, after what took it away (goal: 60 s):',
    returnGoalTable(returning.filter(({ strategy }) => strategy === everpair.id)),
    `## ${capital(mainScenario.title)}`,
    availabilityTable(main),
    '“Served where it could be” counts only questions that at least one provider of the chain would have answered well when they were asked.',
    '“While online” leaves out the questions that were asked while the machine had no network, which no cloud can answer.',
    '### Why the rest was not useful',
    causesTable(main),
    'What was wrong with each provider when none would have served (Everpair):',
    allDownTable(own.filter(({ scenario }) => scenario === mainScenario.title)),
    '### Time added, over the same answer of a healthy first provider',
    latencyTable(main),
    '### What it costs',
    costTable(main),
    '### Coming back',
    returnTable(main),
    howRecoveriesCount,
    recoveriesTable(returning),
    '### A second try in place',
    `Everpair with it and without it, over the same ${inPlace[0]?.years ?? 0} years:`,
    inPlaceTable(inPlace),
    '## Other chains',
    'Useful answers, the same years, fewer of them:',
    chainsTable(chains),
    'Everpair with each:',
    everpairTable(own),
    causesTable(own, ({ scenario }) => scenario),
    'What was wrong with each provider when none would have served:',
    allDownTable(own, ({ scenario }) => scenario),
    '## The drawn years',
    weatherText(result.weather),
    '## Strategies',
    main.map(({ title, rules }) => `- **${title}**: ${rules}`).join('\n'),
    '## Assumptions',
    result.assumptions.map((assumption) => `- ${assumption}`).join('\n'),
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(__filename)), parser: 'markdown' });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
