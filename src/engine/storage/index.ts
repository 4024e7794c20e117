/** The database of all windows, and files that are private to the user. */
export { Database } from './database';
export { LateDatabase } from './lateDatabase';
export type { DocumentStore } from './documentStore';
export { PrivateFile } from './privateFile';
export { StoreFile } from './storeFile';
