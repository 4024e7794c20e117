import assert from 'node:assert/strict';
import { answer, type Fault } from '../wire/server/support/upstreams';
import { written } from './support/client';
import { clients } from './support/clients';
import { installed } from './support/install';
import { runClient } from './support/runClient';

const faults: readonly Fault[] = ['healthy', 'overloaded', 'silent', 'cut in text', 'cut inside a tool call'];
const patienceMs = 10 * 60_000;
const rows: string[] = [];

for (const client of clients) {
  const title = `${client.name} ${client.version}`;
  describe(`${title} at the endpoint (${client.protocol})`, () => {
    let packages = '';
    const seconds = new Map<string, number>();

    before(async function () {
      this.timeout(patienceMs);
      try {
        packages = await installed(client);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        console.log(`    Skipped: ${client.package} ${client.version} cannot be had here: ${why}`);
        rows.push(`| ${title} | skipped: ${why} |`);
        this.skip();
      }
    });

    after(() => {
      if (packages === '') return;
      const cells = faults.map((fault) =>
        [false, true]
          .filter((usesTools) => usesTools || fault !== 'cut inside a tool call')
          .map((usesTools) => seconds.get(`${fault} ${usesTools}`)?.toFixed(1) ?? 'failed')
          .join(' / '),
      );
      rows.push(`| ${[title, ...cells].join(' | ')} |`);
    });

    for (const usesTools of [false, true]) {
      for (const fault of faults) {
        if (!usesTools && fault === 'cut inside a tool call') continue;
        it(`${usesTools ? 'runs each tool once' : 'prints one whole answer'} where the first host is ${fault}`, async () => {
          const run = await runClient(client, packages, fault, usesTools);
          const told = JSON.stringify({ ...run, log: run.log.join('\n') }, undefined, 1);
          assert.equal(run.exitCode, 0, told);
          assert.equal(run.stdout.split(answer).length, 2, told);
          // Nothing of it stands there a second time.
          assert.equal(run.stdout.split(answer.slice(0, 20)).length, 2, told);
          assert.deepEqual(run.files, usesTools ? { 'ran.txt': 'ran\n', [written.file]: written.text } : {}, told);
          // The fault was met.
          const [first = 0, second = 0] = run.asked;
          assert.ok(first > 0 && second > 0 === (fault !== 'healthy'), told);
          seconds.set(`${fault} ${usesTools}`, run.seconds);
        });
      }
    }
  });
}

after(() => {
  const head = ['Client: seconds of a question / with tools', ...faults];
  console.log([`| ${head.join(' | ')} |`, `|${head.map(() => ' --- |').join('')}`, ...rows].join('\n'));
});
