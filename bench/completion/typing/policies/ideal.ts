import { blockEnd, fitted, lineBefore, lineBehind } from './shaping';
import type { Policy } from './policy';

/** The bound: the same model, if it took no time and cost nothing. */
export const ideal: Policy = {
  id: 'ideal',
  title: 'bound: the model at once',
  rules:
    'What the model would write at each place, at once and for nothing; the rest of the line, or a block on a blank line. Not a policy that could exist: it shows what the model and VS Code’s own 50 ms leave to be won.',
  forwardStable: false,
  create: ({ backEnd }) => ({
    provide: (moment) => {
      if (!/^[\s)\]}'"`;,:]*$/.test(lineBehind(moment))) return Promise.resolve(undefined);
      const raw = backEnd.peek(moment.prefix, moment.suffix);
      const isBlank = lineBefore(moment).trim() === '' && lineBehind(moment).trim() === '';
      const end = isBlank || raw.startsWith('\n') ? blockEnd(raw, moment) : raw.indexOf('\n');
      const text = (end === undefined || end < 0 ? raw : raw.slice(0, end)).trimEnd();
      return Promise.resolve(fitted(text, lineBehind(moment)));
    },
  }),
};
