import assert from 'node:assert/strict';
import { isSecretPath } from '../../../src/model/secretPath';

describe('a path that may hold secrets', () => {
  const secret = [
    '.env',
    'app/.env.local',
    'prod.env',
    'certs/server.pem',
    'id_ed25519',
    '.npmrc',
    '.aws/config',
    'secrets.yaml',
    'credentials.json',
    'infra/prod.tfvars',
    'C:\\work\\.ENV',
  ];
  for (const path of secret) it(`is ${path}`, () => assert.equal(isSecretPath(path), true));

  const open = ['.env.example', 'id_rsa.pub', 'src/environment.ts', 'src/secretPath.ts', 'keyboard.ts', 'README.md'];
  for (const path of open) it(`is not ${path}`, () => assert.equal(isSecretPath(path), false));
});
