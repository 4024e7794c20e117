import type { Asked } from './asked';

/** What a healthy provider answers to a request for a commit message or a review; undefined where it is asked for something else. */
export function editAnswer({ system, turns }: Asked): string | undefined {
  const material = turns.find((turn) => turn.role === 'user')?.text ?? '';
  if (system.includes('You write the message of a git commit')) return commitMessage(material);
  if (system.includes('You review code')) return review(material);
  return undefined;
}

function commitMessage(material: string): string {
  const paths = [...material.matchAll(/^Changes of (.+)$/gm)].map(([, path]) => path);
  return `Change ${paths.join(' and ')}`;
}

/** What is wrong with a line, and the line as it should be. */
const rules: readonly { readonly wrong: RegExp; readonly right?: string; readonly says: readonly string[] }[] = [
  {
    wrong: /(?<![=!<>])==(?!=)/,
    right: '===',
    says: [
      'warning',
      '`==` compares values of different types.',
      'A text and a number can be equal here, which is seldom meant.',
    ],
  },
  {
    wrong: /\bvar\b/,
    right: 'let',
    says: [
      'info',
      'A variable of the whole function is declared in a block.',
      'It is seen, and can be changed, outside of the block.',
    ],
  },
  {
    wrong: /\beval\(/,
    says: ['error', 'Text is run as code.', 'Whoever can write the text can do all that the program can.'],
  },
];

function review(material: string): string {
  let path = '';
  const findings: string[] = [];
  for (const line of material.split('\n')) {
    path = /^(?:Changes|Lines) of (.+)$/.exec(line)?.[1] ?? path;
    const code = line.replace(/^\+/, '');
    if (/^(?:-|\+\+\+)/.test(line)) continue;
    for (const { wrong, right, says } of rules) {
      if (!wrong.test(code)) continue;
      const [severity, what, why] = says;
      const fix =
        right === undefined ? [] : ['<<<<<<< SEARCH', code, '=======', code.replace(wrong, right), '>>>>>>> REPLACE'];
      const fields = [`FILE: ${path}`, `SEVERITY: ${severity}`, `QUOTE: ${code}`, `WHAT: ${what}`, `WHY: ${why}`];
      findings.push(['### FINDING', ...fields, ...fix, '### END'].join('\n'));
    }
  }
  return `I have read the changes.\n\n${findings.join('\n\n')}\n`;
}
