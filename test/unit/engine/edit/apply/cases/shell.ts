import { type CaseTable, code, edited, searchReplace, tabbed } from './applyCase';

const source = code`
  #!/usr/bin/env bash
  set -euo pipefail

  root="$(cd "$(dirname "$0")" && pwd)"

  usage() {
    cat <<TEXT
  usage: build.sh [target]
  =======
  TEXT
  }

  build() {
    local target="$1"
    echo "building $target"
    make -C "$root" "$target"
  }

  clean() {
    echo "cleaning"
    rm -rf "$root/out"
  }

  case "$\{1:-all}" in
    clean) clean ;;
    help) usage ;;
    *) build "$\{1:-all}" ;;
  esac
`.replaceAll('\\{', '{');

const jobs = [['  make -C "$root" "$target"\n', '  make -j4 -C "$root" "$target"\n']] as const;
const dist = [['  rm -rf "$root/out"\n', '  rm -rf "$root/out" "$root/dist"\n']] as const;

export const shell: CaseTable = {
  languageId: 'shellscript',
  source,
  cases: [
    { name: 'the whole file', block: edited(source, jobs), edit: jobs },
    {
      name: 'a function as a fragment',
      block: 'clean() {\n  echo "cleaning"\n  rm -rf "$root/out" "$root/dist"\n}\n',
      edit: dist,
    },
    {
      name: 'a function between marks',
      block:
        '#!/usr/bin/env bash\nset -euo pipefail\n\n# ... (unchanged) ...\n\nclean() {\n  echo "cleaning"\n  rm -rf "$root/out" "$root/dist"\n}\n\n# ... rest of script ...\n',
      edit: dist,
    },
    {
      name: 'a section that can be parted at three lines of equals signs',
      block: searchReplace('usage: build.sh [target]\n=======\nTEXT\n', 'usage: build.sh [all|clean]\n=======\nTEXT\n'),
      edit: 'refused',
    },
    {
      name: 'a case more by a hunk',
      block: '@@ -1,3 +1,4 @@\n   clean) clean ;;\n   help) usage ;;\n+  test) check ;;\n',
      edit: [['  help) usage ;;\n', '  help) usage ;;\n  test) check ;;\n']],
    },
    {
      name: 'a section of tabs in a file of blanks',
      block: searchReplace(tabbed('    make -C "$root" "$target"\n'), tabbed('    make -j4 -C "$root" "$target"\n')),
      edit: jobs,
    },
    { name: 'a command to type', block: 'chmod +x build.sh\n./build.sh clean\n', edit: 'refused' },
    {
      name: 'a function after a drift in another',
      block: 'build() {\n  local target="$1"\n  echo "building $target"\n  make -j4 -C "$root" "$target"\n}\n',
      drift: [['echo "cleaning"', 'echo "cleaning $root"']],
      edit: jobs,
    },
    {
      name: 'an option by a patch',
      block:
        '*** Begin Patch\n*** Update File: build.sh\n@@\n #!/usr/bin/env bash\n-set -euo pipefail\n+set -Eeuo pipefail\n*** End Patch\n',
      edit: [['set -euo', 'set -Eeuo']],
    },
  ],
};
