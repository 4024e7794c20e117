/** A model on this machine without any other program: its download, and llama.cpp's server that answers with it. */
export { addressProblem } from '../providers/http/fetchAddress';
export type { ModelWeights, RuntimeBuild } from './catalogue/artifact';
export type { InstallProgress, WantedWeights } from './install/install';
export type { LocalModel } from './localModel';
export { LocalModelHandle } from './localModelHandle';
export { type LocalModelProblem, localModelProblemOf } from './localModelProblem';
export { shownBytes } from './shownBytes';
