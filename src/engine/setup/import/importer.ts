/** All that an import or a proposal needs, loaded when one of them begins. */
export { labelFor } from './account/entry';
export { readEverything } from './plan/importGroups';
export { hostOf, importPlan } from './plan/importPlan';
export { importReport, shownFile } from './plan/importReport';
export { otherOwnRules, otherRules, ownPrompts, rulesInPlace } from './plan/rulePlaces';
export { largeFile } from './source/sourceProblems';
export { readChosenFile } from './tools/chosenFile';
export { readCopilotSetting } from './tools/copilotModels';
export { readChainFile, sharedEntries, shareProblem, writeChainFile } from '../share/chainFile';
export { chainProposal, sentCredential } from '../share/chainProposal';
