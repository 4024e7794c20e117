import { Draws } from '../../simulation/draws';
import { hashOfText } from '../typing/model/keyed';
import { infillingPlaces } from './infilling';
import { corpus, readSource } from './corpus/source';
import { Tokenizer } from './editor/tokens';
import { Everpair } from './everpair';
import type { Case, Count, Job, Outcome } from './job';
import { models } from './models';
import { peers, suggestionOf } from './peers';
import { type Place, suffixOf, taken } from './place';
import { placesOf } from './places';
import { type Verdict, verdictOf } from './verdict';

const everpair = new Everpair();

export async function runJob(job: Job): Promise<Outcome> {
  if (job.set !== 'files') {
    await Everpair.prepare('python');
    return judge(infillingPlaces(job.set, job.lines), job);
  }
  const own = corpus.find(({ name, version }) => name === job.package && version === job.version);
  const file = own?.files.find(({ path }) => path === job.path);
  if (!own || !file) throw new Error(`There is no ${job.package}/${job.path}.`);
  const source = readSource(own, file);
  const tokenizer = await Tokenizer.load(file.languageId);
  await Everpair.prepare(file.languageId);
  const places = placesOf(source, tokenizer, job.seed, job.lines);
  return judge(
    places.filter(({ kind }) => job.kinds.includes(kind)),
    job,
  );
}

/** Tries every model at every place. */
async function judge(
  places: readonly Place[],
  options: Pick<Job, 'set' | 'seed' | 'models' | 'withPeers'>,
): Promise<Outcome> {
  const counts = new Map<string, Count>();
  const cases: Case[] = [];
  const count = (place: Place, model: string, rules: string, verdict: Verdict): void => {
    const { languageId, kind } = place;
    const key = [languageId, model, rules, kind, verdict].join(' ');
    const known = counts.get(key) ?? { languageId, model, rules, kind, verdict, count: 0 };
    known.count += 1;
    counts.set(key, known);
  };
  for (const place of places) {
    for (const model of models.filter(({ id }) => options.models.includes(id))) {
      const draws = new Draws(options.seed, hashOfText(model.id + place.prefix.slice(-200)), place.truth.length);
      if (model.everywhere !== true && !draws.chance(0.25)) continue;
      const answer = model.answer(place, draws);
      if (!answer) continue;
      const judged = (suggestion: Parameters<typeof verdictOf>[1]): Verdict => {
        if (model.saysNothing) return suggestion ? 'wrong' : 'right';
        return verdictOf({ ...place, ...answer.meant }, suggestion);
      };
      const suggestion = await everpair.suggest(place, answer);
      const verdict = judged(suggestion);
      count(place, model.id, 'everpair', verdict);
      if (verdict !== 'right') cases.push(caseOf(place, model.id, verdict, answer.raw, suggestion));
      if (!options.withPeers) continue;
      for (const peer of peers) count(place, model.id, peer.id, judged(await suggestionOf(peer, place, answer)));
    }
  }
  return { set: options.set, places: places.length, counts: [...counts.values()], cases };
}

function caseOf(
  place: Place,
  model: string,
  verdict: Verdict,
  raw: string,
  suggestion: Parameters<typeof verdictOf>[1],
): Case {
  const { path, languageId, line, kind, prefix, truth, after } = place;
  const above = prefix.split('\n').slice(-5).join('\n');
  const below = (text: string): string => text.split('\n').slice(0, 4).join('\n');
  const shown = suggestion
    ? `${above}⟦${suggestion.text}⟧${below(taken(place, suggestion).slice(prefix.length + suggestion.text.length))}`
    : '';
  const around = `${above}█${below(suffixOf(place))}`;
  return {
    file: path,
    languageId,
    line,
    kind,
    model,
    verdict,
    around,
    raw,
    shown,
    meant: `${above}${truth}${below(after)}`,
  };
}
