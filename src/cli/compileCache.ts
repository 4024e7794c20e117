import module from 'node:module';
import { homedir } from 'node:os';
import { cacheFolder } from './configuration/places';

/**
 * Lets Node keep what it has compiled of the tool and of what it loads from now on, which is most of what a start takes. Only in a folder
 * of the user's: what is kept there is run. Node checks it against the source, and does without where it cannot be kept.
 */
export function useCompileCache(): void {
  const place = { environment: process.env, home: homedir(), platform: process.platform };
  // Node has it since 22.1.
  (module as Partial<typeof module>).enableCompileCache?.(cacheFolder(place));
}
