import assert from 'node:assert/strict';
import { failureDomainOf } from '../../../../../src/engine/model/failure/failureDomain';

describe('what fails together', () => {
  const cases: Readonly<Record<string, string>> = {
    'https://bedrock-runtime.us-east-1.amazonaws.com': 'AWS us-east-1',
    'https://bedrock-runtime-fips.us-west-2.amazonaws.com': 'AWS us-west-2',
    'https://us-east5-aiplatform.googleapis.com': 'Google Cloud us-east5',
    'https://aiplatform.googleapis.com': 'Google Cloud',
    'https://api.anthropic.com': 'api.anthropic.com',
    'http://localhost:11434': 'localhost:11434',
    'https://bedrock-runtime.us-east-1.amazonaws.com.evil.example':
      'bedrock-runtime.us-east-1.amazonaws.com.evil.example',
    'no address': 'no address',
  };
  for (const [endpoint, domain] of Object.entries(cases)) {
    it(`is ${domain} at ${endpoint}`, () => assert.equal(failureDomainOf(endpoint), domain));
  }
});
