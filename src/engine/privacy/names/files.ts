import { anyOf } from './list';
import { environmentWords } from './words';

/** Source code that is there to hold a password. */
export const sourceWithSecrets = new RegExp(
  `^${anyOf(String.raw`
    (?:wp-config(?:[-_.][\w-]+)?|localsettings|settings\.local|config\.inc|db-config|config-db|\.env(?:[._-][\w-]+)?)\.php
    configuration\.php
    secret_token\.rb
    (?:[\w.-]+[-_])?openrc\.sh
    repl_history\.jl
  `)}$`,
);

/** Names after a dot, or after the sign that stands for one in some systems and in stores of settings. */
const dotfiles = anyOf(String.raw`
  npmrc yarnrc yarnrc\.yml pnpmrc pypirc netrc(?:\.json)? pgpass(?:\.conf|file)? htpasswds? htdigest envrc flaskenv
  git-credentials dockercfg dockerconfigjson s3cfg s3cmd boto databrickscfg databricks\.cfg terraformrc tfrc condarc bigqueryrc
  my\.cnf mylogin\.cnf mysql\.cnf mysqlrc vault-token vault[-_]?pass(?:word)? secrets? passwd-s3fs creds? credentials? passwords?
  passwd smbcredentials smbcreds? smbpasswd wgetrc curlrc renviron fetchmailrc msmtprc esmtprc mbsyncrc isyncrc offlineimaprc
  getmailrc muttrc neomuttrc mailrc ftpconfig ftppass ftpquota remote-sync\.json ftp-deploy\.json sync-config\.json
  pg_service\.conf pgservice odbc\.ini tdsrc flywayrc openrc clouds [\w-]*[_-]?history(?:-\d+\.tmp)? histfile hist octave_hist
  lesshst viminfo nviminfo zhistory dbshell environment [\w-]+\.vars dev\.vars tokens? auth pass cookies snowsql bluemix
  rediscli_auth redisclirc erlang\.cookie xauthority iceauthority k5login k5identity rhosts pearrc gemrc scrapyd?\.cfg twurlrc
  travis\.token coveralls\.yml ngrok2? sentryclirc sops-age-key trc google_authenticator cqlshrc artifactory keystonerc
  hcloud\.toml linode-cli doctlcfg scwrc exoscale\.toml tugboat vultr-cli\.yaml civo\.json ossutilconfig qshell\.json cos\.conf
  cloudflare\.cfg duckdns octopus\.json tea\.yml lab\.toml ghtoken kaggle\.json wakatime\.cfg modal\.toml replicate
  (?:openai|anthropic|gemini|mistral|groq)(?:\.json|\.ya?ml|\.toml)? claude\.json aider\.conf\.ya?ml rclone\.conf
  restic-pass duplicity-pass pgadmin4\.db dbeaver-data-sources\.xml cifs
`);

/** The same without a dot. */
const bare = anyOf(String.raw`
  npmrc yarnrc pypirc netrc curlrc pgpass(?:\.conf|file)? htpasswd htdigest pg_service\.conf msmtprc fetchmailrc mbsyncrc isyncrc
  getmailrc offlineimaprc muttrc neomuttrc authinfo cqlshrc viminfo keystonerc 
  (?:bash|z?sh|ksh|fish|psql|mysql|sqlite|python|node(?:_repl)?|irb|pry|redis(?:cli)?|mongo|php|lua|gdb|pgcli|mycli|litecli)[-_]history
  mongosh_repl_history
`);

const keys = anyOf(String.raw`
  (?:ssh_host_)?(?:id|identity)_?(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?\d* ssh_host_[a-z0-9]+_key id_(?:${environmentWords}|key|git|ssh) (?:ssh_)?identity
  (?:[\w.-]+[-_])?(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?
  (?:[\w.-]+[-_])?(?:deploy|private|priv|ssh|signing|host|server|client|master|root)[-_]?key
  authkey_\w+\.p8 rootkey\.csv accesskeys\.csv (?:[\w-]+-)?keypair\.json (?:x?rdp-)?rsakeys\.ini keyfile keyring hsm_secret
  priv_validator_key\.json key_datas? luks-header
`);

const systems = anyOf(String.raw`
  kube[-_]?cfg(?:\.ya?ml)? kube[-_.]?_?conf(?:ig)? (?:[\w-]+-)?kube_config(?:_[\w-]+)?\.ya?ml talosconfig k3s\.yaml kubeadmin\.txt
  install-config\.yaml chap-secrets pap-secrets ipsec\.secrets wpa(?:_supplicant(?:-\w+)?)?\.conf hostapd(?:\.conf|\.wpa_psk)
  tomcat-users\.xml krb5cc(?:_\w+)? shadow-? gshadow-? opasswd master\.passwd mosquitto_passwd smbpasswd passwd ntuser\.dat
  (?:auto)?unattend(?:ed)?\.xml sysprep\.(?:xml|inf) terraform\.rc mylogin\.cnf rclone\.conf winscp\.ini filezilla\.xml
  sitemanager\.xml recentservers\.xml confcons\.xml mremoteng\.xml (?:securecrt|ultravnc|kitty|moba(?:xterm)?)\.ini
  superputty-sessions\.xml putty\.reg vault[-_]?pass(?:word)? (?:ansible_)?(?:become|sudo|ssh|rsync|vault|restic|borg)_?pass
  local\.settings\.json (?:sftp(?:-config)?|ftp-sync|sshfs)\.json ftpsync\.settings credentials\.tfrc\.json
  application_default_credentials\.json azureprofile\.json settings-security\.xml wg\d*(?:-[\w-]+)?\.conf tun\d+\.conf vpnc\.conf
  swanctl\.conf (?:open(?:connect|fortivpn|vpn)|s3cmd|jfrog-cli|forticlient|mullvad|protonvpn|wireguard)\.conf anyconnect\.xml tailscaled?\.state
  (?:shadowsocks|v2ray|xray|trojan|hysteria|clash)\.(?:json|ya?ml) outline-access\.txt pgbouncer(?:-users|_userlist)\.txt
  userlist\.txt users\.acl cookies\.binarycookies keystonerc(?:_\w+)? clouds\.yaml secure\.yaml (?:[\w-]+-)?openrc rndc\.conf
  snmpd?\.conf zabbix[\w-]*\.psk htpasswd\.\w+ htdigest\.\w+ authority\.key acme\.json nagios-passwd jupyter_(?:server|notebook)_config\.json
`);

const databases = anyOf(String.raw`
  odbc\.ini my\.cnf (?:client|debian|proxysql|maxscale)\.cnf mongo[\w.-]*keyfile robomongo\.json sentinel\.conf
  rabbitmq-definitions\.json (?:[\w.-]+[-_])?jaas\.conf(?:ig)? (?:[\w.-]+\.)?sasl\.properties nslcd\.conf pam_ldap\.conf
  dovecot-(?:ldap|sql)\.conf(?:\.ext)? dovecot-users [ce]wallet\.(?:sso|p12) dbeaver-[\w-]+\.xml data-sources\.json pgadmin4\.db
  (?:jetty-)?realm\.properties users\.properties (?:liquibase|jdbc)\.properties flyway\.(?:conf|toml) clickhouse-client\.xml
  sasl_passwd(?:\.db)? ssmtp\.conf revaliases passwd\.client accounts\.conf account\.conf himalaya\.toml znc\.conf
`);

const applications = anyOf(String.raw`
  fish_history consolehost_history storagestate\.json (?:storage|auth)[-_]?state\.json local\sstate login\sdata(?:\sfor\saccount)? web\sdata
  pass pw pwd otp totp psk jwt cookies(?:-journal)? cookie-?jar cookies?\.(?:sqlite(?:-wal)?|txt|json|pkl) logins\.json logins-backup\.json key[34]\.db
  cert[89]\.db signons\d?\.(?:sqlite|txt) formhistory\.sqlite sessionstore\.jsonlz4 ipython_history\.sqlite main\.shada
  xonsh-history\.json kaggle\.json [\w.-]*adminsdk[\w.-]*\.json firebase-admin\.json google-services[\w.-]*\.json
  googleservice-info[\w.-]*\.plist agconnect-services[\w.-]*\.json google-?play[\w-]*\.json play[-_]store\.json
  api-play\.json pc-api-[\d-]+\.json google_maps_api\.xml unity(?:_lic)?\.ulf (?:http|rest)-client(?:\.private)?\.env\.json
  (?:[\w\s.-]+\.)?postman_environment\.json insomnia(?:[-_][\w.-]+)?\.json thunder-environment[\w.-]*\.json wallet\.dat
  (?:default_)?wallet seed\.seco (?:bitcoin|lnd)\.conf utc--[\w.:-]+ keystore-m_[\d_-]+\.json mnemonic\.txt
  seed(?:[-_\s]?(?:phrase|words))?\.(?:txt|docx?|pdf) (?:12|24)words\.txt
  (?:bitwarden|bw|lastpass|1password|keepass|dashlane|nordpass|proton-?pass|enpass|keeper|roboform|aegis|andotp|authy)[\w\s.-]*\.(?:csv|json|xml|txt|1pux|aes)
  otp_accounts\.json(?:\.aes)? [\w\s.-]*(?:recovery|backup|scratch)[-_\s]?(?:codes?|keys?|phrase)[\w\s.-]*\.(?:txt|csv|pdf|json)
  [\w\s-]*emergency[\s_-]kit\.pdf (?:bitlocker|filevault|luks)[\w\s.-]*\.txt ledger-recovery\.txt security[-_]questions\.txt
  google-authenticator\.txt authenticator\.json jenkins\.plugins\.publish_over[\w.]*\.xml publish_over_\w+\.xml
  buildkite-agent\.cfg teamcity-auth\.properties lab\.toml
  (?:cloudflare|route53|digitalocean|rfc2136|godaddy|linode|ovh|gandi|duckdns|namecheap)\.ini doctl\.yaml snowflake\.config\.toml
  newrelic\.(?:ini|yml) datadog\.yaml grafana\.ini sumologic\.json homeserver\.signing\.key tabby-vault\.json termius\.json
  sheets\.googleapis\.com[\w.-]*\.json youtube-oauth2\.json
`);

/** Names that nothing else has. */
export const exactNames = new RegExp(
  `^(?:(?:\\.|(?:private_)?dot_)${dotfiles}|_?${bare}|${keys}|${systems}|${databases}|${applications})$`,
);

/** Names that files without secrets have too, but not often. */
export const plainNames = new RegExp(
  `^${anyOf(String.raw`
    (?:super-)?admin\.conf
    (?:kubelet|bootstrap-kubelet|controller-manager|scheduler)\.conf
    appsettings(?:\.[\w-]+)*\.json
    (?:connection-?strings?|connections)\.(?:json|toml|ya?ml|config|xml|ini|properties)
    (?:db|database)[-_]?config\.(?:json|ya?ml|ini|xml)
    [\w.-]+\.pubxml\.user
    settings\.xml
    maven-settings\.xml
    gradle\.properties
    (?:[\w-]+[-.])?(?:local|key|keystore|signing|sentry|release-signing|apikeys?|nexus|artifactory|sonatype|fabric|crashlytics)(?:-config|\.gradle)?\.properties
    nuget\.config
    pip\.(?:conf|ini)
    twine\.cfg
    ormconfig\.json
    data-?sources?\.(?:xml|local\.xml|properties|ya?ml)
    webservers\.xml
    hibernate\.cfg\.xml
    parameters\.ya?ml
    profiles\.yml
    key(?:file|store)\.(?:json|txt|ya?ml)
    token\.(?:json|txt|ya?ml|pickle|dat|cfg)
    env\.(?:local|prod|production|dev|development|stag(?:e|ing)|test|json|ya?ml|toml|ini|txt|list|properties)
    env
    [\w-]+\.env\.json
    dotenv(?:\.[\w-]+)?
    ngrok\.ya?ml
    \.?docker(?:_auth)?[-_]?config\.json
    regcred\.(?:ya?ml|json)
    encryption-?config\.ya?ml
    [\w.-]*auth\.json
    [\w.-]+[-_.]auth\.(?:ini|toml|conf|cfg|properties|xml)
    (?:[\w.-]+[-_])?sa\.json
    service[-_]principal\.json
    [a-z][a-z0-9-]{4,}-[0-9a-f]{12}\.json
    (?:[\w.-]+[-_.])?service[-_]?account(?:[-_.][\w.-]*)?\.json
    [\w.-]+\.(?:tfvars|pkrvars)\.(?:json|hcl)
    (?:[\w.-]+\.)?auto\.pkrvars\.(?:json|hcl)
    tfplan(?:\.\w+)?
    vault\.hcl
    (?:ansible-)?vault(?:ed|_vars|-init|-unseal)?\.(?:ya?ml|json|txt)
    e?mail[-_]?(?:config|settings|account|auth)\.(?:json|ya?ml|toml|ini|conf|xml|properties)
    email\.conf
  `)}$`,
);
