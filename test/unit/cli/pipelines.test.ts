import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

interface GitHub {
  readonly jobs: { readonly review: { readonly steps: readonly { readonly run?: string }[] } };
}
interface GitLab {
  readonly review: {
    readonly script: readonly string[];
    readonly allow_failure: { readonly exit_codes: readonly number[] };
  };
}

/** The examples of the docs, with a program in the place of the tool that ends with a code. */
describe('the pipelines of docs/command-line.md', function () {
  if (process.platform === 'win32') return;
  this.timeout(20_000);
  const doc = readFileSync('docs/command-line.md', 'utf8');
  const [github = '', gitlab = ''] = [...doc.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text);
  let folder = '';

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-pipeline-'));
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const commit = [
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b.example',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'Begin',
    ];
    execFileSync('git', commit, { cwd: folder });
    writeFileSync(
      path.join(folder, 'tool.cjs'),
      'console.log(process.argv.slice(2).join(" ")); process.exitCode = Number(process.env.CODE);',
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  function codeOf(script: string, code: number): { readonly code: number; readonly stdout: string } {
    const env = {
      PATH: process.env['PATH'],
      BASE: 'HEAD',
      EVERPAIR: path.join(folder, 'tool.cjs'),
      CODE: String(code),
    };
    const options = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
    try {
      return { code: 0, stdout: execFileSync('bash', options, { cwd: folder, env, encoding: 'utf8' }) };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, stdout };
    }
  }

  it('let a review pass that nobody could make, and fail with every other code, on GitHub', () => {
    const script = (parse(github) as GitHub).jobs.review.steps.find(({ run }) => run !== undefined)?.run ?? '';
    for (const [code, expected] of [
      [0, 0],
      [4, 0],
      [1, 1],
      [5, 5],
    ] as const) {
      const run = codeOf(script, code);
      assert.equal(run.code, expected, run.stdout);
      assert.match(run.stdout, /^review --diff -\n/);
    }
  });

  it('end with the code of the tool on GitLab, of which 4 is allowed', () => {
    const { script, allow_failure: allowed } = (parse(gitlab) as GitLab).review;
    assert.deepEqual(allowed.exit_codes, [4]);
    for (const code of [0, 4, 5]) assert.equal(codeOf(script.join('\n'), code).code, code);
  });
});
