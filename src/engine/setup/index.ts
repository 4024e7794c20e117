/** From other tools' settings, a team's proposal, and what is found on this machine, to entries of the chain. What reads them is loaded when it is needed. */
export type { Candidate } from './chain/candidates';
export type { ChainRow } from './chain/chainRows';
export type { ImportPlaces, ReadFile } from './import/plan/importGroups';
export type { ImportRow, PlannedReading } from './import/plan/importPlan';
export type { ProviderEntry } from './import/reading';
export type { ChainFile } from './share/chainFile';
export { chainFilePath } from './share/chainFilePath';
export { contentHash } from './share/contentHash';
export { modelUses, type ModelUse } from './modelUse';
export {
  setupCommands,
  type SetupCommand,
  type SetupHostMessage,
  type SetupMessage,
  type SetupView,
} from './view/protocol';
export type { LinkTest, SetupFacts } from './view/setupFacts';
export type { ChainProposal, ProposedEntry } from './share/chainProposal';

type Importer = typeof import('./import/importer');

export function loadImporter(): Importer {
  return require('./import/importer') as Importer;
}

type ChainSetup = typeof import('./chain/chainSetup');

export function loadChainSetup(): ChainSetup {
  return require('./chain/chainSetup') as ChainSetup;
}
