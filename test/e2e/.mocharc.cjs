const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const folder = path.resolve('test/e2e');

/** Longer files take longer, as a rule, and those twice as long that open a window for each test. */
function weightOf(file) {
  const text = readFileSync(file, 'utf8');
  return text.length * (text.includes('afterEach(() => stage.close())') ? 2 : 1);
}

/** Each file goes to the process that has least so far. */
function filesOf(part) {
  const [own, count] = part.split('/').map(Number);
  const files = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => ({ file: path.join(folder, file), weight: weightOf(path.join(folder, file)) }))
    .sort((a, b) => b.weight - a.weight || (a.file < b.file ? -1 : 1));
  const parts = Array.from({ length: count }, () => ({ weight: 0, files: [] }));
  for (const { file, weight } of files) {
    const lightest = parts.reduce((least, each) => (each.weight < least.weight ? each : least));
    lightest.files.push(file);
    lightest.weight += weight;
  }
  return parts[own - 1].files.sort();
}

module.exports = {
  require: ['tsx/cjs', 'test/e2e/packaged.ts', 'test/e2e/failurePicture.ts'],
  // "2/3": the second of three processes that share the files.
  spec: filesOf(process.env.EVERPAIR_PART ?? '1/1'),
  timeout: 120000,
  slow: 15000,
};
