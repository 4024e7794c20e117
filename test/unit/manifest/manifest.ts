import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { englishManifest } from '../../../tools/l10n/englishManifest';

interface CommandUse {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

export interface Schema {
  readonly type: string | readonly string[];
  readonly scope?: string;
  readonly order?: number;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Items {
  readonly required: readonly string[];
  readonly anyOf: readonly { readonly required: readonly string[] }[];
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly defaultSnippets: readonly { readonly label: string; readonly body: Readonly<Record<string, string>> }[];
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly icon: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly walkthroughs: readonly { readonly icon: string; readonly steps: readonly WalkthroughStep[] }[];
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly menus: Readonly<Record<string, readonly CommandUse[]>>;
    readonly keybindings: readonly (CommandUse & { readonly key: string })[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Schema & { items?: Items }>> }[];
  };
}

/** Where tests run; this file may run as a part of a bundle elsewhere. */
export const root = process.cwd();
/** All of the manifest, its texts in English. */
export const text = englishManifest(root);
export const manifest = JSON.parse(text) as Manifest;
export const { contributes } = manifest;
/** Ids of the commands that it names, sorted. */
export const declared = contributes.commands.map(({ command }) => command).sort();
/** By the whole name of the setting. */
export const settings = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties)) as Readonly<
  Record<string, Schema & { readonly items?: Items }>
>;

/** All code of the extension but the table of ids, joined. */
export const sources = (readdirSync(path.join(root, 'src'), { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts') && path.basename(name) !== 'ids.ts')
  .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'))
  .join('\n');
