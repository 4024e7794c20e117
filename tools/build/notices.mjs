import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Licence texts of packages that are published without theirs, from their repositories. */
const kept = path.join(import.meta.dirname, 'licences');

/** The licence texts of all packages that went into the bundles, as their licences ask for. Throws where one is not known. */
export function notices(root, metafiles) {
  const packages = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map((file) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[0])
      .filter((folder) => folder !== undefined),
  );
  const texts = [...packages].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const text = licenceOf(path.join(root, folder), name);
    return `${name} ${version}\n${'-'.repeat(72)}\n${text}\n`;
  });
  return `Everpair contains code of these packages:\n\n${texts.join('\n\n')}`;
}

function licenceOf(folder, name) {
  const own = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const known = path.join(kept, `${name.replace(/^@/, '').replaceAll('/', '-')}.txt`);
  const file = own ? path.join(folder, own) : known;
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (!/copyright|public domain|unlicense/i.test(text)) {
    throw new Error(`${name} comes without the text of its licence. Put that of its repository into ${known}.`);
  }
  return text;
}
