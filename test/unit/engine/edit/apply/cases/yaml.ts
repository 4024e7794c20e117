import { type CaseTable, code, edited, searchReplace, withOpenEnd } from './applyCase';

const source = code`
  name: ci
  on:
    push:
      branches: [main]

  jobs:
    test:
      runs-on: ubuntu-latest
      steps:
        - uses: actions/checkout@v4
        - name: Install
          run: npm ci
        - name: Test
          run: npm test

    release:
      runs-on: ubuntu-latest
      needs: test
      steps:
        - uses: actions/checkout@v4
        - name: Install
          run: npm ci
        - name: Publish
          run: npm publish
`;

const lint = [['      - name: Test\n', '      - name: Lint\n        run: npm run lint\n      - name: Test\n']] as const;

export const yaml: CaseTable = {
  languageId: 'yaml',
  source,
  cases: [
    { name: 'the whole file without its end', block: edited(source, lint), edit: lint, onDisk: withOpenEnd },
    {
      name: 'a step by a section',
      block: searchReplace(
        '      - name: Test\n        run: npm test\n',
        '      - name: Lint\n        run: npm run lint\n      - name: Test\n        run: npm test\n',
      ),
      edit: lint,
    },
    {
      name: 'a step by a section at the margin',
      block: searchReplace(
        '- name: Test\n  run: npm test\n',
        '- name: Lint\n  run: npm run lint\n- name: Test\n  run: npm test\n',
      ),
      edit: lint,
    },
    {
      name: 'a step of two jobs',
      block: searchReplace(
        '      - name: Install\n        run: npm ci\n',
        '      - name: Install\n        run: npm ci --prefer-offline\n',
      ),
      edit: 'refused',
    },
    {
      name: 'a step of two jobs, said twice',
      block: searchReplace('      - name: Install\n        run: npm ci\n', '      - run: npm ci\n').repeat(2),
      edit: [
        ['      - name: Install\n        run: npm ci\n      - name: Test', '      - run: npm ci\n      - name: Test'],
        ['      - name: Install\n        run: npm ci\n', '      - run: npm ci\n'],
      ],
    },
    {
      name: 'a job between marks',
      block: code`
        name: ci
        # ... existing triggers ...

        jobs:
          # ... test job unchanged ...

          release:
            runs-on: ubuntu-latest
            needs: test
            environment: npm
            steps:
              # ... same steps ...
      `,
      edit: [['    needs: test\n', '    needs: test\n    environment: npm\n']],
    },
    {
      name: 'a hunk of one of the jobs',
      block:
        '@@ -21,4 +21,4 @@ jobs:\n       - name: Install\n-        run: npm ci\n+        run: npm ci --omit=dev\n       - name: Publish\n         run: npm publish\n',
      edit: [['        run: npm ci\n      - name: Publish', '        run: npm ci --omit=dev\n      - name: Publish']],
    },
    {
      name: 'a job after a drift',
      block: searchReplace('    needs: test\n', '    needs: [test, build]\n'),
      drift: [['branches: [main]', 'branches: [main, next]']],
      edit: [['needs: test', 'needs: [test, build]']],
    },
    {
      name: 'a list entry at the end',
      block:
        '*** Begin Patch\n*** Update File: ci.yml\n@@\n       - name: Publish\n         run: npm publish\n+      - name: Tell\n+        run: ./tell.sh\n*** End Patch\n',
      edit: [['        run: npm publish\n', '        run: npm publish\n      - name: Tell\n        run: ./tell.sh\n']],
    },
    {
      name: 'a compose file',
      block: 'services:\n  web:\n    image: nginx\n    ports:\n      - "80:80"\n',
      edit: 'refused',
    },
  ],
};
