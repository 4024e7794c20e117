import assert from 'node:assert/strict';
import path from 'node:path';
import { collect, textOfEvents, userSays } from '../support/fixtures';
import { AwsMachine, model, pair } from './awsMachine';
import { signatureIn, signatureOf } from './awsSignature';

describe('What Amazon Bedrock says where credentials do not do', () => {
  let machine: AwsMachine;
  beforeEach(async () => (machine = await AwsMachine.create()));
  afterEach(() => machine.remove());

  it('says what to do where there is nothing, no such profile, or no region', async () => {
    assert.match(await machine.problemOf({}), /Set API Key.*AWS_BEARER_TOKEN_BEDROCK/);
    const missing = await machine.problemOf({ settings: { profile: 'nobody' } });
    assert.match(missing, /"nobody"/);
    assert.ok(missing.includes(path.join(machine.home, '.aws/config')), missing);
    assert.match(await machine.problemOf({ variables: pair }), /region.*AWS_REGION/);
    assert.equal(machine.sent.length, 0);
  });

  it('says what has to be allowed, and not so where a key is wrong', async () => {
    const denied = (message: string): Response =>
      Response.json({ message }, { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } });
    const options = { key: 'bedrock-key', settings: { region: 'eu-central-1' } };
    const provider = machine.provider(options);
    const { signal } = new AbortController();
    machine.refusal = denied('User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:ListFoundationModels');
    const list = await provider.listModels(signal);
    assert.ok(!list.ok);
    assert.match(list.failure.message, /^Bedrock knows who asks .* Allow "bedrock:ListFoundationModels" in AWS\./);
    machine.refusal = denied('No.');
    assert.match(
      await machine.problemOf(options),
      /^Bedrock knows who asks .* "bedrock:InvokeModelWithResponseStream"/,
    );
    machine.refusal = denied('Authentication failed: Please make sure your API Key is valid.');
    assert.doesNotMatch(await machine.problemOf(options), /knows who asks/);
  });

  it('says how to renew credentials that are refused, and reads them again', async () => {
    await machine.config(
      '[default]\nregion = eu-central-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = old\n',
    );
    const provider = machine.provider({});
    const chat = () => collect(provider.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    machine.refusal = Response.json(
      { message: 'The security token included in the request is expired' },
      { status: 403, headers: { 'x-amzn-errortype': 'ExpiredTokenException' } },
    );
    const last = (await chat()).at(-1);
    assert.ok(last?.type === 'failed' && last.failure.kind === 'auth');
    assert.match(
      last.failure.message,
      /^Bedrock did not accept the AWS credentials\. .*aws configure --profile default/,
    );
    machine.refusal = undefined;
    await machine.config(
      '[default]\nregion = eu-central-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = new\n',
    );
    assert.equal(textOfEvents(await chat()), 'Fine.');
    const made = await signatureOf(machine.sent.at(-1)!, 'eu-central-1', 'new');
    assert.equal(signatureIn(machine.sent.at(-1)!.headers.get('authorization')), signatureIn(made));
  });
});
