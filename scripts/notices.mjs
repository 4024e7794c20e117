import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The licence texts of all packages that went into the bundles, as their licences ask for. */
export function notices(root, metafiles) {
  const packages = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map((file) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[0])
      .filter((folder) => folder !== undefined),
  );
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(path.join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${version}\n${'-'.repeat(72)}\n${text}\n`;
  });
  return `Everpair contains code of these packages:\n\n${texts.join('\n\n')}`;
}
