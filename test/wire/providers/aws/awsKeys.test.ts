import assert from 'node:assert/strict';
import { AwsMachine, pair } from './awsMachine';
import { signatureIn, signatureOf } from './awsSignature';

describe('Amazon Bedrock asked with keys of the machine', () => {
  let machine: AwsMachine;
  beforeEach(async () => (machine = await AwsMachine.create()));
  afterEach(() => machine.remove());

  it("signs with the variables' keys, as AWS's own code does", async () => {
    const variables = { ...pair, AWS_SESSION_TOKEN: 'session', AWS_REGION: 'eu-west-3' };
    const request = await machine.answered({ variables });
    assert.equal(request.url.hostname, 'bedrock-runtime.eu-west-3.amazonaws.com');
    assert.equal(request.headers.get('x-amz-security-token'), 'session');
    const made = await signatureOf(request, 'eu-west-3', 'variable-secret');
    assert.match(made, /Signature=\w{64}/);
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  it('signs for the region of the settings at a gateway, whose name says none', async () => {
    const settings = { region: 'eu-north-1', baseUrl: 'https://gateway.corp.example' };
    const request = await machine.answered({ variables: { ...pair, AWS_REGION: 'us-west-2' }, settings });
    assert.equal(request.url.hostname, 'gateway.corp.example');
    const made = await signatureOf(request, 'eu-north-1', 'variable-secret');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  it('signs with a pair of access keys in the place of a key, which leaves nowhere', async () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const options = { key: `AKIAIOSFODNN7EXAMPLE:${secret}`, settings: { region: 'us-west-2' } };
    const request = await machine.answered(options);
    const made = await signatureOf(request, 'us-west-2', secret);
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
    assert.ok(!JSON.stringify([...request.headers, request.body]).includes(secret));
  });

  it("sends a key of Bedrock's own as it is, to the region of the profile", async () => {
    await machine.config('[profile work]\nregion = ap-northeast-1\n');
    const request = await machine.answered({ key: 'bedrock-key', settings: { profile: 'work' } });
    assert.equal(request.url.hostname, 'bedrock-runtime.ap-northeast-1.amazonaws.com');
    assert.equal(request.headers.get('authorization'), 'Bearer bedrock-key');
  });

  it("signs with a profile's keys, though variables have others", async () => {
    await machine.config(
      '[profile work]\nregion = eu-central-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = of-file\n',
    );
    const request = await machine.answered({ variables: pair, settings: { profile: 'work' } });
    const made = await signatureOf(request, 'eu-central-1', 'of-file');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });
});
