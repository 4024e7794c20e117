/** The database of all windows, and files that are private to the user. */
export { Database } from './database';
export { LateDatabase } from './lateDatabase';
export { RecordDatabase } from './records/recordDatabase';
export { EarlierFile } from './earlierFile';
