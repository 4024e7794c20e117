import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { consentWith, hostsOf } from '../../../src/cli/configuration/consent';
import { ConsentFile } from '../../../src/cli/configuration/consentFile';
import { fileSettings } from '../../../src/cli/configuration/fileSettings';
import { folderSettings } from '../../../src/cli/configuration/folderSettings';
import { userSettings } from '../../../src/cli/configuration/userSettings';
import type { CliHost } from '../../../src/cli/host';
import { languageOf } from '../../../src/cli/language';
import { Ended } from '../../../src/cli/output/exitCodes';
import { PolicySource } from '../../../src/engine/config/policySource';
import { silentLog } from '../../../src/engine/model/log';
import type { Route } from '../../../src/engine/model/route/route';

describe('the configuration of the command line', () => {
  let home = '';
  beforeEach(() => (home = mkdtempSync(path.join(tmpdir(), 'everpair-cli-'))));
  afterEach(() => rmSync(home, { recursive: true }));

  const put = (name: string, value: unknown): string => {
    const file = path.join(home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  };
  const host = (environment: CliHost['environment'] = {}): CliHost =>
    ({ environment, home, folder: path.join(home, 'work'), platform: 'linux' }) as CliHost;
  const boundaryWith = async (user: Readonly<Record<string, unknown>>): Promise<string> => {
    const folders = await folderSettings(path.join(home, 'work'), undefined);
    return new PolicySource(
      fileSettings(user, folders.values),
      () => undefined,
      () => undefined,
    ).current.boundary;
  };

  const user = '.config/everpair/everpair.json';
  const editor = '.config/Code/User/settings.json';

  it('comes from the first place that has one, as a whole', async () => {
    const origin = async (named?: string, environment = {}) => (await userSettings(host(environment), named)).origin;
    assert.deepEqual(await origin(), { kind: 'environment' });
    put(editor, { 'editor.tabSize': 2 });
    assert.deepEqual(await origin(), { kind: 'environment' });
    put(editor, { 'everpair.boundary': 'local' });
    assert.deepEqual(await origin(), { kind: 'vscode', path: path.join(home, editor) });
    put(user, { boundary: 'private' });
    assert.deepEqual(await origin(), { kind: 'file', path: path.join(home, user) });
    const named = put('other.json', '// mine\n{ "boundary": "any", }');
    assert.deepEqual(await origin(undefined, { EVERPAIR_CONFIG: named }), { kind: 'file', path: named });
    assert.deepEqual(await origin('../other.json'), { kind: 'file', path: named });
    assert.deepEqual((await userSettings(host(), named)).values, { boundary: 'any' });
  });

  it('is never a file of the folder, which can keep more at home and nothing else', async () => {
    const theirs = { providers: [{ type: 'openai', baseUrl: 'https://evil.example' }], consent: ['evil.example'] };
    const file = put('work/everpair.json', { ...theirs, boundary: 'any', allowedHosts: ['a.example'] });
    const { values, consent } = await userSettings(host(), undefined);
    assert.deepEqual([values, consent], [{}, []]);
    const { problems } = await folderSettings(path.join(home, 'work'), undefined);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /everpair\.json belongs to the folder.*"providers", "consent"/);
    assert.equal(await boundaryWith({ boundary: 'private' }), 'private');
    put('work/everpair.json', { boundary: 'local' });
    assert.equal(await boundaryWith({}), 'local');
    // One that is named is the user's, and is not read twice.
    assert.deepEqual((await folderSettings(path.join(home, 'work'), file)).values, []);
  });

  it('is narrowed by the folders above and by the settings of VS Code there', async () => {
    put('.vscode/settings.json', { 'everpair.boundary': 'private', 'everpair.providers': [] });
    put('work/everpair.json', { boundary: 'any' });
    assert.equal(await boundaryWith({ boundary: 'any' }), 'private');
    assert.deepEqual(fileSettings({}, [{ providers: [1] }]).levels('providers').user, undefined);
  });

  it('is refused where it is wrong: to go on without it could send code where it must not go', async () => {
    const refused = async (text: unknown, expected: RegExp): Promise<void> => {
      const file = put('wrong.json', text);
      await assert.rejects(userSettings(host(), file), (error) => {
        assert.ok(error instanceof Ended);
        assert.equal(error.ending.exitCode, 2);
        assert.match(error.message, expected);
        return true;
      });
    };
    await refused('{\n "boundary": "local"\n "a": 1 }', /wrong in line [23]/);
    await refused('[]', /must hold an object/);
    await refused({ consent: 'a.example' }, /"consent" must be a list/);
    await assert.rejects(userSettings(host(), 'absent.json'), /There is no file/);
    await assert.rejects(userSettings(host(), home), /is no file/);
    put('work/everpair.json', '{');
    await assert.rejects(folderSettings(path.join(home, 'work'), undefined), Ended);
  });

  it('tells of a setting that it does not know', async () => {
    const file = put('mine.json', { $schema: 'x', boundary: 'any', boundry: 'local' });
    assert.deepEqual((await userSettings(host(), file)).problems, [
      `${file}: "boundry" is no setting of the command line.`,
    ]);
  });

  it('shares its records with the windows of VS Code whose settings it has, and their proxy', async () => {
    put('.config/VSCodium/User/globalStorage/everpair.everpair/everpair.db', '');
    put('.config/VSCodium/User/settings.json', { 'http.proxy': 'http://proxy:1', 'http.noProxy': ['a.example'] });
    const { origin, recordFolder, environment } = await userSettings(
      host({ HTTPS_PROXY: 'http://other:2' }),
      undefined,
    );
    assert.equal(origin.kind, 'vscode');
    assert.equal(recordFolder, path.join(home, '.config/VSCodium/User/globalStorage/everpair.everpair'));
    assert.deepEqual([environment['HTTPS_PROXY'], environment['no_proxy']], ['http://proxy:1', 'a.example']);
  });

  it('keeps answers to whether code may go somewhere, readable by the user alone, and takes no key for one', async () => {
    const folder = path.join(home, 'state');
    const file = new ConsentFile(folder, silentLog);
    await file.update('everpair.consent', { a: true });
    await file.update('everpair.consent.firstVendor', 'openai https://api.openai.com');
    const again = new ConsentFile(folder, silentLog);
    assert.deepEqual(again.get('everpair.consent'), { a: true });
    assert.equal(again.get('everpair.consent.firstVendor'), '');
    put('state/consent.json', 'damaged');
    assert.equal(new ConsentFile(folder, silentLog).get('everpair.consent'), undefined);
  });

  it('takes the hosts that are named for agreed, and no other', async () => {
    const record = { decided: () => undefined, ask: () => Promise.resolve(false) };
    const consent = consentWith(hostsOf(['API.example.com', '*.corp.example'], 'x'), record);
    const to = (endpoint: string, forwardedTo?: string): Route =>
      ({ endpoint, ...(forwardedTo === undefined ? {} : { forwardedTo }) }) as Route;
    assert.equal(consent.decided(to('https://api.example.com')), true);
    assert.equal(consent.decided(to('https://a.corp.example')), true);
    assert.equal(consent.decided(to('https://api.example.com.evil.example')), undefined);
    // What a local server hands on goes there, not to this machine.
    assert.equal(consent.decided(to('https://api.example.com', 'evil.example')), undefined);
    assert.equal(await consent.ask(to('https://evil.example'), new AbortController().signal), false);
    assert.equal(consentWith([], record).decided(to('https://api.example.com')), undefined);
    assert.throws(() => hostsOf(['https://a.example/'], '--yes-send-to'), /--yes-send-to: .* is no host/);
  });

  it('speaks the language of the environment', () => {
    assert.equal(languageOf({ LANG: 'de_AT.UTF-8' }), 'de');
    assert.equal(languageOf({ LANG: 'de_DE', LC_ALL: 'C' }), undefined);
    assert.equal(languageOf({ LC_MESSAGES: 'zh_CN.UTF-8' }), 'zh-cn');
    assert.equal(languageOf({ LANG: 'zh_TW' }), 'zh-tw');
    assert.equal(languageOf({ LANG: '../../etc/passwd' }), undefined);
    assert.equal(languageOf({}), undefined);
  });
});
