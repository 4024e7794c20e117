import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AwsMachine } from './awsMachine';
import { signatureIn, signatureOf } from './awsSignature';

describe('Amazon Bedrock asked with credentials that a command prints', () => {
  let machine: AwsMachine;
  beforeEach(async () => (machine = await AwsMachine.create()));
  afterEach(() => machine.remove());

  const printed = JSON.stringify({
    Version: 1,
    AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'printed',
    Expiration: '2999-01-01T00:00:00Z',
  });
  const script = `#!${process.execPath}\n`;

  it("runs a profile's command", async () => {
    const program = path.join(machine.home, 'creds.js');
    await writeFile(program, `console.log(${JSON.stringify(printed)})`);
    await machine.config(`[default]\nregion = eu-central-1\ncredential_process = "${process.execPath}" "${program}"\n`);
    const request = await machine.answered({});
    const made = await signatureOf(request, 'eu-central-1', 'printed');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  it('says where a command stands that fails', async () => {
    await machine.config('[default]\nregion = eu-central-1\ncredential_process = false\n');
    const problem = await machine.problemOf({});
    assert.match(problem, /credential_process/);
    assert.ok(problem.includes(path.join(machine.home, '.aws/config')), problem);
  });

  it("asks AWS's own tool for a role, and names the command where it fails", async function () {
    if (process.platform === 'win32') this.skip();
    await machine.config(
      '[profile admin]\nregion = eu-central-1\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = default\n',
    );
    const settings = { profile: 'admin' };
    assert.match(await machine.problemOf({ settings }), /aws configure export-credentials --profile admin/);
    await mkdir(path.join(machine.home, 'bin'));
    const program = `if (process.argv.at(-1) === 'admin') console.log(${JSON.stringify(printed)});`;
    await writeFile(path.join(machine.home, 'bin/aws'), script + program, { mode: 0o755 });
    const request = await machine.answered({ settings });
    const made = await signatureOf(request, 'eu-central-1', 'printed');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });
});
