import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = process.cwd();
const config = path.join(root, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(config)(config) as { forbidden: readonly { readonly name: string }[] };

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** For each rule a file that breaks it: the file, and what it imports. */
const breaking: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  'floor-model': ['src/engine/model/breaks.ts', '../storage/target'],
  'floor-storage': ['src/engine/storage/breaks.ts', '../privacy/target'],
  'floor-privacy': ['src/engine/privacy/breaks.ts', '../storage/target'],
  'floor-providers': ['src/engine/providers/breaks.ts', '../failover/target'],
  'floor-failover': ['src/engine/failover/breaks.ts', '../providers/target'],
  'floor-completion': ['src/engine/completion/breaks.ts', '../chat/target'],
  'floor-chat': ['src/engine/chat/breaks.ts', '../providers/target'],
  'floor-edit': ['src/engine/edit/breaks.ts', '../chat/target'],
  'floor-server': ['src/engine/server/breaks.ts', '../providers/target'],
  'floor-config': ['src/engine/config/breaks.ts', '../completion/target'],
  'floor-setup': ['src/engine/setup/breaks.ts', '../failover/target'],
  'floor-localModel': ['src/engine/localModel/breaks.ts', '../config/target'],
  'no-cycles': ['src/engine/model/breaksByCycle.ts', './cycleTarget'],
  'engine-knows-no-editor': ['src/engine/chat/breaksByVscode.ts', 'vscode'],
  'engine-knows-no-host': ['src/engine/completion/breaksByHost.ts', '../../editor/target'],
  'hosts-do-not-know-each-other': ['src/webview/breaks.ts', '../editor/target'],
  'hosts-use-faces': ['src/editor/breaks.ts', '../engine/failover/target'],
  'cli-uses-faces': ['src/cli/breaks.ts', '../engine/failover/target'],
  'page-sees-views-only': ['src/webview/breaksByParts.ts', '../engine/failover/target'],
  'pages-do-not-know-each-other': ['src/webview/setup/breaks.ts', '../chat/target'],
  'sdks-in-their-provider': ['src/editor/breaksBySdk.ts', 'openai'],
  'tests-are-leaves': ['src/editor/breaksByTest.ts', '../../test/target'],
};

/** Imports that each rule leaves alone: a rule that refused everything would prove nothing. */
const allowed: readonly (readonly [file: string, imported: string])[] = [
  ['src/engine/model/allowed.ts', './target'],
  ['src/engine/storage/allowed.ts', '../model/target'],
  ['src/engine/privacy/allowed.ts', '../model/target'],
  ['src/engine/providers/allowed.ts', '../privacy/target'],
  ['src/engine/providers/openai/allowed.ts', 'openai'],
  ['src/engine/failover/allowed.ts', '../storage/target'],
  ['src/engine/completion/allowed.ts', '../failover/target'],
  ['src/engine/chat/allowed.ts', '../failover/target'],
  ['src/engine/edit/allowed.ts', '../failover/target'],
  ['src/engine/server/allowed.ts', '../failover/target'],
  ['src/engine/setup/allowed.ts', '../config/target'],
  ['src/engine/config/allowed.ts', '../providers/target'],
  ['src/editor/allowed.ts', '../engine/failover'],
  ['src/cli/allowed.ts', '../engine/failover'],
  ['src/editor/allowedVscode.ts', 'vscode'],
  ['src/webview/allowed.ts', '../engine/chat/view'],
  ['src/webview/setup/allowed.ts', '../shared/target'],
];

describe('.dependency-cruiser.cjs', () => {
  let folder = '';
  let violations: readonly Violation[] = [];

  before(function () {
    this.timeout(60_000);
    const cache = path.join(root, '.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(path.join(cache, 'walls-'));
    writeTree(folder);
    violations = violationsIn(folder);
  });

  after(() => rmSync(folder, { recursive: true }));

  it('has a breaking file for each of its rules, and no other', () => {
    assert.deepEqual(Object.keys(breaking).sort(), forbidden.map(({ name }) => name).sort());
  });

  for (const [rule, [file]] of Object.entries(breaking)) {
    it(`refuses ${file} by ${rule}`, () => {
      const found = violations.filter(({ from }) => from === file).map((violation) => violation.rule.name);
      assert.ok(found.includes(rule), `refused by: ${found.join(', ') || 'no rule'}`);
    });
  }

  it('refuses no import that its floor allows', () => {
    const files = new Set(allowed.map(([file]) => file));
    assert.deepEqual(
      violations.filter(({ from }) => files.has(from)),
      [],
    );
  });
});

function writeTree(folder: string): void {
  const targets = readdirSync(path.join(root, 'src/engine'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `src/engine/${name}`);
  for (const place of [
    ...targets,
    'src/editor',
    'src/engine/chat/view',
    'src/webview/chat',
    'src/webview/shared',
    'test',
  ]) {
    write(folder, `${place}/target.ts`, 'export const target = 1;');
    write(folder, `${place}/index.ts`, "export { target } from './target';");
  }
  for (const [file, imported] of [...Object.values(breaking), ...allowed]) {
    write(folder, file, `import * as imported from '${imported}';\nexport const used = imported;`);
  }
  write(
    folder,
    'src/engine/model/cycleTarget.ts',
    "import type { used } from './breaksByCycle';\nexport type Back = typeof used;",
  );
  copyFileSync(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
}

function write(folder: string, file: string, text: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

function violationsIn(folder: string): readonly Violation[] {
  const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'src'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 50_000_000 },
  );
  assert.notEqual(stdout, '', stderr);
  return (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary.violations;
}
