import { readSources } from '../../../../bench/completion/typing/file/source';

/** Read once for all tests, most of which take less time than that. */
export const sources = readSources();
