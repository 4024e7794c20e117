import { writeFileSync } from 'node:fs';
import { simulateDay } from '../day';

/** Types so many keys in this process and writes the milliseconds of each into a file. */
async function main(keys: number, report: string): Promise<void> {
  const { costs } = await simulateDay(keys);
  writeFileSync(report, JSON.stringify(costs));
}

const [, , keys, report = ''] = process.argv;
main(Number(keys), report).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
