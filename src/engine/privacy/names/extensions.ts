import { anyOf, list } from './list';

/** Extensions of keys, of stores of keys and passwords, and of variables. */
export const secretExtensions = new RegExp(
  `^${anyOf(`
    pem key keys p12 pfx pkcs12 p8 pk8 pvk ppk snk pk jks jceks bks keystore keytab kdbx? psafe3 agilekeychain opvault 1pux 1pif
    enpassdb keychain(?:-db)? asc gpg pgp jwk agekey age ovpn pcf tblk visc nmconnection mobileconfig rdp rdg rtsz kubeconfig
    rkestate env envrc tfvars tfstate tfplan secrets? credentials? creds? cred passwd htpasswd password pwd pass passphrase token
    auth kwallet vault wallet macaroon private private_key psk sso bek publishsettings cscfg mobileprovision provisionprofile
    session cookies? 1password
  `)}(?:[-_ ].*)?$`,
);

/** Extensions of files with values. */
export const valueExtensions: ReadonlySet<string> = new Set(
  list(`
    json json5 jsonc ndjson jsonl yaml yml toml ini cfg conf config cnf xml properties props plist hcl edn kdl ron cson ejson vars
    xcconfig user auto rc reg desktop
  `),
);

/** Extensions of notes and tables that people write. */
export const noteExtensions: ReadonlySet<string> = new Set(
  list('txt text xls xlsx ods doc docx odt rtf pdf numbers dat data enc b64 base64 bin hex log'),
);

export const tableExtensions: ReadonlySet<string> = new Set(list('csv tsv lst list'));

const others = list('db sqlite sqlite3 tfvars pickle pkl netrc');

export const dataExtensions: ReadonlySet<string> = new Set([
  ...valueExtensions,
  ...noteExtensions,
  ...tableExtensions,
  ...others,
]);

/** Source code, markup and documents: their names may point to secrets, their contents as a rule do not. */
export const sourceExtensions: ReadonlySet<string> = new Set(
  list(`
    ts tsx mts cts js jsx mjs cjs py pyi pyx rb erb rake go rs java kt kts scala groovy gradle clj cljs cljc c h cc cpp cxx hpp hh m
    mm swift cs fs fsx vb php phtml pl pm t lua r jl dart ex exs erl hrl hs lhs elm ml mli nim zig v sol sql sh bash zsh fish ps1
    psm1 psd1 bat cmd html htm xhtml css scss sass less styl vue svelte astro hbs ejs pug twig liquid mustache haml slim jsp cshtml
    razor md mdx markdown rst adoc tex org tf bicep graphql gql proto thrift prisma feature ipynb svg png jpg jpeg gif webp ico snap
    po pot patch diff asm s cu glsl wgsl cmake mk nix rego cue raml ldif
  `),
);
