// `npm start`: installs, builds, packages, and opens a VS Code with Everpair in it on a small workspace.
//   --lab             use the outage lab even where real providers can be reached
//   --packed          open the everpair.vsix that is there
//   --check           come up, see that the extension is active in the page, and end (server build only)
//   --debug PROGRAM   run from dist/ in that desktop VS Code, open to a debugger
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { install } from '../tools/build/install.mjs';

const { values } = parseArgs({
  options: {
    lab: { type: 'boolean', default: false },
    packed: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    debug: { type: 'string' },
  },
});
install();
const require = createRequire(import.meta.url);
require('tsx/cjs');
const { start } = require('../tools/start/start.ts');
await start(values);
