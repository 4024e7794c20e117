import type { Tongue } from '../../../tools/disobedience/tongue';
import { hebrew, indonesian, thai, turkish, vietnamese } from './furtherTongues/asian';
import { dutch, otherEnglish } from './furtherTongues/germanic';
import { italian, portuguese } from './furtherTongues/romance';
import { czech, polish, ukrainian } from './furtherTongues/slavic';

/** More of them, whose words the code was not written with: of other families, with and without capitals and spaces. */
export const furtherTongues: readonly Tongue[] = [
  otherEnglish,
  polish,
  turkish,
  vietnamese,
  portuguese,
  italian,
  hebrew,
  thai,
  dutch,
  indonesian,
  ukrainian,
  czech,
];
