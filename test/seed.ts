import * as fc from 'fast-check';

/**
 * Worlds are drawn from the same seed each time, so that a run says something of the change that was made and not of its
 * luck. EVERPAIR_SEED draws others: a number, or `random` to look for what nobody has seen yet.
 */
const chosen = process.env['EVERPAIR_SEED'] ?? '20261126';
if (chosen !== 'random') fc.configureGlobal({ seed: Number(chosen) });
