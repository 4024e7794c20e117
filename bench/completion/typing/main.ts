import { readSources } from './source';
import { run } from './job';
import { backEnds } from './backEnds';
import { policies } from './policies';
import { quantile } from '../../median';
async function main() {
  const sources = readSources();
  const only = process.argv[2]?.split(',');
  for (const b of backEnds) for (const p of policies) {
    if (only && !only.includes(p.id)) continue;
    const t0 = Date.now();
    const t = await run({ policy: p.id, backEnd: b.id, strength: 'middle', seed: 1 }, sources);
    const q = (a: number[], s: number) => a.length ? Math.round(quantile(a, s)) : -1;
    console.log(b.id, p.id, Date.now() - t0, 'ms', JSON.stringify({ ...t, shownAfter: [q(t.shownAfter, .5), q(t.shownAfter, .9)], waited: [q(t.waited, .5), q(t.waited, .9)] }));
  }
}
main().catch(e => { console.error(e); process.exitCode = 1; });
