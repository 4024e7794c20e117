/** All that a set-up of the chain needs, loaded when one begins. */
export { moveInWords, testInShort } from '../view/announcements';
export { offerId } from '../view/offerView';
export { rowIds } from '../view/rowIds';
export { setupView } from '../view/setupView';
export { candidates, withFreeId } from './candidates';
export { moved, withEnabled, withEntryAt, withFields, without } from './chainList';
export { chainRows } from './chainRows';
export { foundServers } from './foundServers';
