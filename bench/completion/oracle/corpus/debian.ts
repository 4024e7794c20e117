import type { Package } from './package';

/** Those of languages that npm has little of, from Debian 12, which keeps its versions. */
export const debianCorpus: readonly Package[] = [
  {
    registry: 'debian',
    name: 'golang-github-spf13-cobra-dev',
    version: '1.6.1-1',
    integrity: '4f5d20855133319beef3c5b49d3c21a0406f270bf94fb4b6f4d406b691283cb2',
    licence: 'Apache-2.0',
    files: [{ path: 'usr/share/gocode/src/github.com/spf13/cobra/command.go', languageId: 'go' }],
  },
  {
    registry: 'debian',
    name: 'librust-semver-dev',
    version: '1.0.14-1',
    integrity: 'bf3719b7aac4b7f16f0d68a7037306dbc1532758fe7a5dea01254e85cecaca8c',
    licence: 'MIT or Apache-2.0',
    files: [
      { path: 'usr/share/cargo/registry/semver-1.0.14/src/parse.rs', languageId: 'rust' },
      { path: 'usr/share/cargo/registry/semver-1.0.14/src/identifier.rs', languageId: 'rust' },
    ],
  },
  {
    registry: 'debian',
    name: 'elpa-dash',
    version: '2.19.1+git20220608.1.0ac1ecf+dfsg-1',
    integrity: 'a08d1604f7230841210e4899cd86985bd82a166a8ca944650a7f6887868fa0ab',
    licence: 'GPL-3.0-or-later',
    files: [{ path: 'usr/share/emacs/site-lisp/elpa-src/dash-2.19.1/dash.el', languageId: 'lisp' }],
  },
  {
    registry: 'debian',
    name: 'cl-alexandria',
    version: '20211025.gita67c3a6-1',
    integrity: '032e9fde718f9b2aac5bb2c64a39502a949694ad1a995b00c1862ed231271214',
    licence: 'public domain',
    files: [{ path: 'usr/share/common-lisp/source/alexandria/alexandria-1/sequences.lisp', languageId: 'commonlisp' }],
  },
  {
    registry: 'debian',
    name: 'lua-penlight',
    version: '1.13.1-3',
    integrity: '69918434ee650d06aa470d49ba05a1a16ae43e66b8216e135cc5075f7d5d9ff3',
    licence: 'MIT',
    files: [{ path: 'usr/share/lua/5.1/pl/seq.lua', languageId: 'lua' }],
  },
  {
    registry: 'debian',
    name: 'bash-completion',
    version: '1:2.11-6',
    integrity: '8f79fbfae64b85ea54f63c6db688f2cd8cb079f40b6164f8b1f9451e37790549',
    licence: 'GPL-2.0-or-later',
    files: [{ path: 'usr/share/bash-completion/bash_completion', languageId: 'shellscript' }],
  },
  {
    registry: 'debian',
    name: 'hlint',
    version: '3.3.6-1+b4',
    integrity: '143775ac227079804e29618f3ed2e55dd619dea98226eb62cda97a6598be9170',
    licence: 'BSD-3-Clause',
    files: [
      { path: 'usr/share/hlint/Test.hs', languageId: 'haskell' },
      { path: 'usr/share/hlint/HLint_QuickCheck.hs', languageId: 'haskell' },
    ],
  },
];
