import { anyOf, list } from './list';

/** Folders in which everything is a secret, or lies next to one; in small letters, as all these tables. */
export const secretFolders: ReadonlySet<string> = new Set(
  list(`
    .ssh .aws .gnupg .kube .azure .docker .oci .oraclecloud .aliyun .bluemix .ibmcloud .cf .password-store .pki .minikube
    .terraform.d .chef .kaggle .huggingface .snowsql .snowflake .envs .auth .passwd .secrets .credentials .doctl .fly .netlify
    .cloudflared .wrangler .step .acme.sh .dbt .sops .git-crypt .databricks .okta .supabase .railway .render .cassandra
    .neo4j .influxdbv2 .clickhouse-client .purple .irssi .weechat .xchat2 .mutt .getmail .electrum .brownie .twilio-cli .mc
    .jfrog .vnc .davfs2 .conan .spack .luarocks .ethereum .lightning tdata
  `),
);

/** Folders in which files of values are secrets, and source code is not. */
export const secretFoldersOfData: ReadonlySet<string> = new Set(
  list(`
    secrets secret credentials creds private-keys private_keys privatekeys passwords ssh-keys ssh_keys apikeys api-keys api_keys
    keystore keystores validator_keys wireguard openvpn
  `),
);

/** Where a password is a word, or the name of a page. */
export const wordFolders: ReadonlySet<string> = new Set(
  list(`
    locales locale i18n lang langs languages translations messages l10n intl layout layouts drawable icons lottie animations
    schemas schema
  `),
);

/** Folders in which a file of YAML is a program that is installed, run or served. */
export const programFolders: ReadonlySet<string> = new Set(
  list(`
    k8s kubernetes manifests charts templates kustomize overlays tasks handlers playbooks roles workflows actions openapi swagger paths
    components
  `),
);

/** Names that mean a secret only in their folder: `/folder/folder/name`. */
export const secretPaths = new RegExp(
  anyOf(String.raw`
    /(?:\.config/)?(?:gh|hub|glab-cli|tea)/(?:hosts|config)\.ya?ml$
    /(?:\.config/hub|\.config/linode-cli|\.config/git/credentials|\.bundle/config)$
    /\.config/(?:gcloud|op|sops|rclone|doctl|filezilla|github-copilot|pulumi|scw|hcloud|argocd|nats|configstore|solana)/.*$
    /gcloud/(?:.*/)?(?:access_tokens\.db|credentials\.db|adc\.json)$
    /\.(?:m2|gradle|gem|cargo|composer|nuget|pulumi|vercel|heroku|subversion/auth.*|config/composer|android|pub-cache|cabal|hex)/(?:.*/)?(?:settings.*\.xml|gradle\.properties|credentials.*|auth.*|nuget\.config|debug\.keystore|[^/]*\.simple|hex\.config|config)$
    /etc/(?:.*/)?(?:shadow|gshadow|passwd|master\.passwd|sudoers|krb5\.keytab|wpa_supplicant\.conf)-?$
    /etc/(?:kubernetes|wireguard|openvpn|ipsec\.d|ssl/private|letsencrypt/.*|networkmanager/system-connections)/.*$
    /system-connections/.*$
    /(?:vpnc|openfortivpn|nullmailer|neomutt|aerc|himalaya|irssi|weechat|purple|hexchat|znc|electrum/wallets)/(?:.*/)?(?:default\.conf|config(?:\.toml)?|remotes|accounts?(?:\.xml|\.conf)?|irc\.conf|sec\.conf|servlist_?\.conf|[^/.]+)$
    /pki/private/.*$
    /exim4/passwd\.client$
    /(?:\.mongodb|atlascli|gitlab-runner)/config\.toml$
    /(?:github-)?copilot/(?:hosts|apps)\.json$
    /(?:certbot|letsencrypt)/[\w-]+\.ini$
    /\.circleci/cli\.yml$
    /solana/id\.json$
    /helm/repositories\.ya?ml$
    /\.helm/repository/repositories\.ya?ml$
    /bruno/(?:.*/)?environments/.*\.bru$
    /(?:pgcli|litecli|mycli|atuin|profile_default)/history(?:\.\w+)?$
    /preferences/groups/groups\.xml$
    /\.vscode/(?:s?ftp|ftp-sync|ssh|rest-client\.env)\.json$
    /\.idea/(?:datasources(?:\.local)?|webservers|deployment|sshconfigs)\.xml$
    /keys/(?:.*/)?(?:private|server|client|master|root|signing)(?:\.[a-z]+)?$
    /(?:group|host)_vars/(?:.*/)?vault(?:\.ya?ml)?$
    /sites/[^/]+/settings\.php$
  `),
);
