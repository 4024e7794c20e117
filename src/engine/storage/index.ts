/** Documents on disk that several windows share. */
export type { DocumentStore } from './documentStore';
export { PrivateFile } from './privateFile';
export { StoreFile } from './storeFile';
