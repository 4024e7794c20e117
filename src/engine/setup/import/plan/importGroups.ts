import type { PlannedReading } from './importPlan';
import { readAider } from '../tools/aider';
import { readClineProviders } from '../tools/clineProviders';
import { readClineState } from '../tools/clineState';
import { readContinueJson } from '../tools/continueJson';
import { readContinueYaml } from '../tools/continueYaml';
import { readCopilotModels } from '../tools/copilotModels';
import { readOpencode } from '../tools/opencodeConfig';
import { readRooProfiles } from '../tools/rooProfiles';
import { unread } from '../tools/unread';
import { parseDotenv } from '../source/dotenvSource';
import { isFields } from '../source/access';
import type { Reading, SourceText } from '../reading';

/** Where a host has its files. Paths with slashes. */
export interface ImportPlaces {
  readonly home: string;
  /** Folder of the user's VS Code settings. */
  readonly user: string;
  readonly configHome: string;
  readonly dataHome: string;
  /** Folders of the workspace; none where it is not trusted. */
  readonly folders: readonly string[];
}

/** A file as a host read it; undefined where there is none. `folder`: that of the workspace which it is from; absent for the user's own. */
export type ReadFile = (
  path: string,
  folder?: string,
) => Promise<SourceText | { readonly problem: string } | undefined>;

/** Reads what every tool keeps at its usual places, the user's own first. */
export async function readEverything(places: ImportPlaces, read: ReadFile): Promise<readonly PlannedReading[]> {
  const own = await readOwn(places, read);
  const others = await Promise.all(places.folders.map((folder) => readFolder(folder, read)));
  return [...own, ...others.flat()];
}

async function readOwn(
  { home, user, configHome, dataHome }: ImportPlaces,
  read: ReadFile,
): Promise<readonly PlannedReading[]> {
  const files = new Files(read);
  const { first } = files;
  const [continueEnv, continueYaml, continueJson] = await Promise.all([
    first('Continue', `${home}/.continue/.env`),
    first('Continue', `${home}/.continue/config.yaml`, `${home}/.continue/config.yml`),
    first('Continue', `${home}/.continue/config.json`),
  ]);
  const dotenv = continueEnv ? parseDotenv(continueEnv.text) : undefined;
  const secrets = dotenv && 'value' in dotenv && isFields(dotenv.value) ? dotenv.value : {};
  // Continue itself reads the older file only without the newer one.
  const ofContinue = continueYaml
    ? await readContinueYaml(continueYaml, secrets)
    : continueJson && (await readContinueJson(continueJson, secrets));
  const clineProviders = await first('Cline', `${home}/.cline/data/settings/providers.json`);
  const clineState = await first('Cline', `${home}/.cline/data/globalState.json`);
  const clineSecrets = await first('Cline', `${home}/.cline/data/secrets.json`);
  const ofCline = clineProviders
    ? [await readClineProviders(clineProviders)]
    : clineState
      ? await readClineState(clineState, clineSecrets)
      : [];
  const opencode = await readOpencode(
    await first('OpenCode', `${configHome}/opencode/opencode.jsonc`, `${configHome}/opencode/opencode.json`),
    await first('OpenCode', `${dataHome}/opencode/auth.json`),
  );
  const kilo = await readOpencode(
    await first('Kilo Code', `${configHome}/kilo/kilo.jsonc`, `${configHome}/kilo/kilo.json`),
    await first('Kilo Code', `${dataHome}/kilo/auth.json`),
    'Kilo Code',
  );
  const roo = await first(
    'Roo Code',
    `${home}/Downloads/roo-code-settings.json`,
    `${home}/Documents/roo-code-settings.json`,
  );
  const oldKilo = await first(
    'Kilo Code',
    `${home}/Downloads/kilo-code-settings.json`,
    `${home}/Documents/kilo-code-settings.json`,
  );
  const aider = await ofAider(files, home);
  const copilot = await first('GitHub Copilot', `${user}/chatLanguageModels.json`);
  return files.planned([
    ...(ofContinue ? [ofContinue] : []),
    ...ofCline,
    ...(roo ? [await readRooProfiles(roo)] : []),
    ...(oldKilo ? [await readRooProfiles(oldKilo, 'Kilo Code')] : []),
    ...kilo,
    ...opencode,
    ...aider,
    ...(copilot ? [await readCopilotModels(copilot)] : []),
  ]);
}

async function readFolder(folder: string, read: ReadFile): Promise<readonly PlannedReading[]> {
  const files = new Files(read, folder);
  const opencode = await files.first('OpenCode', `${folder}/opencode.jsonc`, `${folder}/opencode.json`);
  const kilo = await files.first('Kilo Code', `${folder}/.kilo/kilo.jsonc`, `${folder}/kilo.jsonc`);
  return files.planned([
    ...(await readOpencode(opencode, undefined)),
    ...(await readOpencode(kilo, undefined, 'Kilo Code')),
    ...(await ofAider(files, folder)),
  ]);
}

/** Only where its own settings are: a `.env` alone is anybody's. */
async function ofAider({ first }: Files, folder: string): Promise<readonly Reading[]> {
  const conf = await first('aider', `${folder}/.aider.conf.yml`);
  return conf ? readAider(conf, await first('aider', `${folder}/.env`)) : [];
}

class Files {
  private readonly unreadable: Reading[] = [];

  constructor(
    private readonly read: ReadFile,
    private readonly folder?: string,
  ) {}

  /** The first of the files that is there. */
  readonly first = async (tool: string, ...paths: readonly string[]): Promise<SourceText | undefined> => {
    for (const path of paths) {
      const found = await this.read(path, this.folder);
      if (found && 'problem' in found) this.unreadable.push(unread(tool, { path, text: '' }, found.problem));
      else if (found) return found;
    }
    return undefined;
  };

  planned(readings: readonly Reading[]): readonly PlannedReading[] {
    return [...readings, ...this.unreadable].map((reading) => ({ ...reading, isOwn: this.folder === undefined }));
  }
}
