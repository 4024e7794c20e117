import { writeFile } from 'node:fs/promises';
import { documentPath, failureTaxonomy } from './document';

/** Writes the table of failures anew, from the rows that the tests check. */
void failureTaxonomy().then((text) => writeFile(documentPath, text));
