import { type CaseTable, code, edited, searchReplace } from './applyCase';

const source = code`
  :root {
    --accent: #3366ff;
    --gap: 8px;
  }

  .card {
    display: flex;
    padding: var(--gap);
    color: black;
  }

  .card:hover {
    color: var(--accent);
  }

  @media (max-width: 600px) {
    .card {
      display: block;
      color: black;
    }

    .menu {
      display: none;
    }
  }

  .menu {
    display: flex;
  }
`;

const wide = [['  padding: var(--gap);\n', '  padding: calc(2 * var(--gap));\n']] as const;

export const css: CaseTable = {
  languageId: 'css',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, wide), edit: wide },
    {
      name: 'a rule by a section',
      block: searchReplace('  padding: var(--gap);\n', '  padding: calc(2 * var(--gap));\n'),
      edit: wide,
    },
    {
      name: 'a rule with lines that tell it',
      block: '.card {\n  display: flex;\n  padding: calc(2 * var(--gap));\n  color: black;\n}\n',
      edit: wide,
    },
    {
      name: 'a variable more, and a mark',
      block: ':root {\n  --accent: #3366ff;\n  --gap: 8px;\n  --radius: 4px;\n}\n\n/* ... rest of the styles ... */\n',
      edit: [['  --gap: 8px;\n', '  --gap: 8px;\n  --radius: 4px;\n']],
    },
    {
      name: 'a rule within a media query',
      block: code`
        @media (max-width: 600px) {
          .card {
            display: block;
            color: gray;
          }

          /* ... */
        }
      `,
      edit: [['    display: block;\n    color: black;\n', '    display: block;\n    color: gray;\n']],
    },
    {
      name: 'a declaration of two rules',
      block: searchReplace('  color: black;\n', '  color: gray;\n'),
      edit: [['  padding: var(--gap);\n  color: black;\n', '  padding: var(--gap);\n  color: gray;\n']],
    },
    {
      name: 'a declaration of two rules, with other indentation',
      block: searchReplace('color: black;\n', 'color: gray;\n'),
      edit: 'refused',
    },
    {
      name: 'a rule added at the end by a patch',
      block:
        '*** Begin Patch\n*** Update File: site.css\n@@ .menu {\n   display: flex;\n }\n+\n+.footer {\n+  margin: 0;\n+}\n*** End of File\n*** End Patch\n',
      edit: [['.menu {\n  display: flex;\n}\n', '.menu {\n  display: flex;\n}\n\n.footer {\n  margin: 0;\n}\n']],
    },
    {
      name: 'a rule that goes after a drift',
      block: searchReplace('.card:hover {\n  color: var(--accent);\n}\n\n', ''),
      drift: [['#3366ff', '#3355ee']],
      edit: [['.card:hover {\n  color: var(--accent);\n}\n\n', '']],
    },
    { name: 'rules of no place', block: '.toast {\n  position: fixed;\n  bottom: 0;\n}\n', edit: 'refused' },
  ],
};
