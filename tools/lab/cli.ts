import { parseArgs } from 'node:util';
import type { LabState } from './control';
import { faults, isFault } from './faults';
import { startLab } from './lab';
import { protocols } from './protocols';

/** Port of the lab's page when it is started from the command line, so that `break` and `heal` find it. */
const controlPort = 8765;

const usage = `Usage:
  npm run lab                                      start the lab and print its addresses
  npm run lab -- break <provider> <fault> [--after N] [--times N]
  npm run lab -- heal <provider>|all
  npm run lab -- state

Providers: ${protocols.join(', ')}
Faults: ${Object.keys(faults).join(', ')}`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { after: { type: 'string' }, times: { type: 'string' }, control: { type: 'string' } },
  });
  const page = values.control ?? `http://127.0.0.1:${controlPort}/`;
  const [command = 'start', provider = '', fault] = positionals;
  switch (command) {
    case 'start':
      await start();
      return;
    case 'break': {
      if (!isFault(fault)) throw new Error(`There is no fault "${fault ?? ''}".\n\n${usage}`);
      const numbers = { after: numberOf(values.after, '--after'), times: numberOf(values.times, '--times') };
      await post(page, provider, { fault, ...numbers });
      return;
    }
    case 'heal': {
      const { providers } = await stateAt(page);
      const ids = provider === 'all' ? providers.map(({ id }) => id) : [provider];
      for (const id of ids) await post(page, id, { fault: 'none' });
      return;
    }
    case 'state':
      tell(await stateAt(page));
      return;
    default:
      throw new Error(usage);
  }
}

async function start(): Promise<void> {
  const lab = await startLab({ chain: protocols, controlPort });
  console.log(`Outage lab: ${lab.page}\n`);
  for (const name of lab.chain) console.log(`${name.padEnd(10)} ${lab.url(name)}`);
  console.log('\nSettings for Everpair (the key is in the environment of this command’s `env` only):');
  console.log(JSON.stringify({ 'everpair.providers': lab.providers }, null, 2));
  console.log('\nEnd it with Ctrl+C.');
  process.once('SIGINT', () => void lab.close().then(() => process.exit(0)));
}

function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`${option} takes a whole number, not "${text}".`);
  return number;
}

async function stateAt(page: string): Promise<LabState> {
  return (await answered(page, '/state')) as LabState;
}

async function post(page: string, provider: string, body: unknown): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  tell((await answered(page, `/providers/${provider}/fault`, init)) as LabState);
}

async function answered(page: string, path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(new URL(path, page), init).catch(() => {
    throw new Error(`No lab answers at ${page}. Start one with: npm run lab`);
  });
  const answer = (await response.json()) as { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The lab answered ${response.status}.`);
  return answer;
}

function tell({ providers }: LabState): void {
  for (const { label, fault, requests } of providers)
    console.log(`${label.padEnd(14)} ${fault.padEnd(22)} ${requests} requests`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
