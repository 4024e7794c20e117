import { names } from './nameTable';

/** The second half of them. */
export const moreSecretNames: Readonly<Record<string, readonly string[]>> = {
  'password managers, browsers and wallets': names(`
    vault.kdbx, old.kdb, logins.psafe3, bitwarden_export_20240501.json, lastpass_export.csv, 1password-export.1pux,
    github-recovery-codes.txt, backup-codes.txt, recovery_key.txt, logins.json, key4.db, cookies.txt, cookies.sqlite,
    wallet.dat, wallet.json, mnemonic.txt, seed-phrase.txt, UTC--2024-05-01T10-00-00.000Z--0a1b2c, login.keychain-db,
    storageState.json, playwright/.auth/user.json, .password-store/mail.gpg, .gnupg/secring.gpg
  `),
  'usual settings with a login': names(`
    smtp.json, mail.json, db.yml, redis.conf, auth.yml, private.json, otp.txt, google-services.json,
    GoogleService-Info.plist, configuration.php
  `),
  'builds and code hosts': names(`
    .travis.yml.token, .circleci/cli.yml, circleci-token, jenkins/credentials.xml, hudson.util.Secret, secrets/master.key,
    identity.key.enc, jenkins.plugins.publish_over_ssh.BapSshPublisherPlugin.xml, publish_over_ssh.xml,
    gitlab-runner/config.toml, .runner/credentials, .credentials_rsaparams, .act.secrets, .actrc-secrets, act.secrets,
    .buildkite/token, buildkite-agent.cfg, .drone.secret.yml, drone.env, .codecov-token, .coveralls.yml, .sonar.token,
    sonar.token, teamcity-auth.properties, bamboo-specs/.credentials, .octopus.json, bitbucket-token.txt, .ado-pat,
    azure-devops-pat.txt, .tea.yml, .lab.toml, lab.toml, glab-token, gh_token.txt, .ghtoken, .github-token, .gitlab-token,
    GITHUB_TOKEN, PAT.txt, pat.txt, my-pat.txt
  `),
  'password managers and what people write down': names(`
    KeePass.kdbx.bak, Database.kdb, keepass.xml, keepass_export.csv, passwords.kdbx.lock.kdbx, bitwarden.json,
    bitwarden_encrypted_export.json, bw-export.csv, 1password.csv, 1Password.agilekeychain/data.1password, export.1pif,
    dashlane.json, dashlane-export.zip.csv, lastpass.csv, lastpass_vault.csv, roboform.csv, enpass.json, keeper.csv,
    nordpass.csv, proton-pass.json, protonpass_export.json, chrome-passwords.csv, Chrome Passwords.csv,
    firefox-passwords.csv, safari passwords.csv, iCloud Passwords.csv, logins.csv, logins.txt, login.txt, accounts.txt,
    passwort.txt, passwörter.txt, Passwörter.xlsx, kennwort.txt, kennwörter.docx, contraseñas.txt, contrasenas.txt,
    mot-de-passe.txt, mots_de_passe.txt, mdp.txt, senha.txt, senhas.xlsx, wachtwoorden.txt, lösenord.txt, hasła.txt,
    heslo.txt, пароли.txt, 密码.txt, パスワード.txt, geheim.txt, pw.txt, pws.txt, pwd.txt, passes.txt, pass.json, logins.kdbx,
    .pass, pass, pin.txt, pins.txt, puk.txt, otp.json, totp.txt, 2fa.txt, 2fa-backup.txt, 2fa_codes.txt, mfa.txt,
    mfa-secret.txt, mfa-backup-codes.txt, totp-secret, google-authenticator.txt, .google_authenticator, authenticator.json,
    aegis-export.json, aegis-backup.json, andotp_accounts.json, otp_accounts.json.aes, authy.json, recovery.txt,
    recovery-codes.pdf, backup_codes.txt, emergency-kit.pdf, 1Password Emergency Kit.pdf, scratch-codes.txt,
    security-questions.txt, master-password.txt, masterpassword
  `),
  wallets: names(`
    wallet.dat.old, wallet.json.bak, wallet-prod.json, wallets.json, my-wallet.json, metamask.json, metamask-vault.txt,
    keystore/UTC--2019-03-27T11-46-24Z--deadbeef, keystore.json, eth-keystore.json,
    validator_keys/keystore-m_12381_3600_0_0_0.json, keystore-m_12381_3600_0_0_0-1612.json, priv_validator_key.json,
    node_key.json, validator-keypair.json, vote-account-keypair.json, keypair.json, .config/solana/id.json, solana/id.json,
    electrum/wallets/default_wallet, default_wallet, .electrum/wallets/main, .bitcoin/bitcoin.conf, bitcoin.conf, lnd.conf,
    admin.macaroon, readonly.macaroon, hsm_secret, .lightning/hsm_secret, seed.txt, seeds.txt, seed-words.txt,
    seedphrase.txt, seed_phrase.txt, seed phrase.docx, mnemonic.json, mnemonics.txt, mnemonic-phrase.txt, 24words.txt,
    recovery-phrase.txt, bip39.txt, xprv.txt, privkey.txt, privkeys.csv, private_keys.json, exodus.wallet, seed.seco,
    monero.keys, wallet.keys, ledger-recovery.txt, .brownie/accounts/me.json, .ethereum/keystore/UTC--x,
    foundry/keystores/deployer, multibit.wallet, armory.wallet, hardhat.env, coinbase.json, binance.json, kraken.key,
    binance-api.json, exchange-keys.json, config-private.json
  `),
  mail: names(`
    smtp.yml, smtp.ini, smtp.conf, smtp-config.json, smtp_settings.yml, smtp.properties, smtp.txt, mailer.yml, mailer.json,
    mail.ini, mail.conf, mail.yml, mail.properties, email-config.json, email.conf, mail-settings.json, imap.json,
    imap.conf, msmtprc, .mailrc, .muttrc, muttrc, neomuttrc, .neomuttrc, neomutt/account, .mutt/passwords, .mutt/account,
    sasl_passwd, sasl_passwd.db, sasl/passwd, postfix/sasl_passwd, dovecot.passwd, dovecot-users, dovecot-ldap.conf,
    dovecot-ldap.conf.ext, dovecot-sql.conf.ext, exim4/passwd.client, passwd.client, ssmtp.conf, revaliases,
    nullmailer/remotes, .isyncrc, isyncrc, aerc/accounts.conf, accounts.conf, himalaya/config.toml, himalaya.toml,
    .getmail/getmailrc, getmailrc, .fetchmailrc~, .offlineimaprc.bak, .authinfo, authinfo, thunderbird/logins.json,
    signons.sqlite, signons3.txt, dkim.private, dkim.key, mail.private, sendgrid.env, sendgrid.json, mailgun.json,
    mailgun.yml, mailchimp.json, postmark.json, ses.json
  `),
  'messengers, sessions and tokens': names(`
    .slack-token, slack.json, slack.yml, slack-token.txt, slack_webhook.txt, webhook.txt, webhooks.txt, discord.json,
    discord_token.txt, discord-token, telegram.json, telegram.session, telegram_bot_token.txt, bot.session, anon.session,
    tdata/key_datas, key_datas, key_data, twilio.json, twilio.yml, twilio.env, .twilio-cli/config.json, whatsapp.json,
    creds-whatsapp.json, .purple/accounts.xml, purple/accounts.xml, otr.private_key, .weechat/sec.conf, weechat/sec.conf,
    weechat/irc.conf, irssi/config, .irssi/config, hexchat/servlist.conf, .xchat2/servlist_.conf, znc.conf,
    znc/configs/znc.conf, homeserver.signing.key, signing.key, matrix.json, .twurlrc, twitter.json, twitter_keys.json,
    facebook.json, oauth_token.txt, oauth-tokens.json, cookies.json, cookie.txt, cookiejar, cookie-jar.txt, cookies.pkl,
    .cookies, session.json, session.txt, session.cookie, auth-state.json, state.json.auth, auth_state.json, authState.json,
    storage-state.json, storage_state.json, user.auth.json, jwt.txt, jwt.token, jwt.json, jwt.pem, jwt_secret,
    jwt-secret.txt, jwtsecret.hex, jwt.hex, bearer.txt, bearer-token, id_token.txt, idtoken.json, refresh.token,
    access.token, apns.p8, apns.pem, fcm.json, fcm-key.json, vapid.json, vapid-keys.json, vapid_private.txt, pushcert.p12
  `),
  'Ansible and its kind': names(`
    vault.yml, vault.yaml, ansible-vault.yml, group_vars/all/vault, group_vars/prod/secrets.yml, host_vars/db1/vault.yml,
    vault_password, .vault_password, .vaultpass, vaultpass, ansible_vault_pass, vault-password-file, .vault-password-file,
    .vault_pass.txt, become_pass, become-password.txt, ansible_become_pass.txt, sudo_pass.txt, ssh_pass.txt, sshpass.txt,
    hosts.ini.secret, inventory-secrets.yml, vars-secret.yml, secret_vars.yml, secret-vars.yaml, vault_vars.yml,
    vaulted.yml, puppet/private_key.pkcs7.pem, private_key.pkcs7.pem, eyaml/private.pem, encrypted_data_bag_secret,
    data_bag_key, chef-validator.pem, validation.pem, salt/pki/minion.pem, minion.pem, secrets.auto.yml,
    credentials.yaml.enc, production.key, config/credentials/production.key, config/credentials/production.yml.enc,
    config/secrets.yml.key, secret_token.rb, config/initializers/secret_token.rb
  `),
  'Terraform and its kind': names(`
    terraform.tfvars.old, prod.tfvars~, secret.auto.tfvars.json, terraform.tfstate.d/prod/terraform.tfstate,
    errored.tfstate, terraform.tfstate.bak, .terraform/terraform.tfstate, plan.tfplan, tfplan, tfplan.bin, tfplan.json,
    prod.tfplan, .tfrc, credentials.tfrc.json.bak, backend.tfvars, terragrunt-secrets.hcl, Pulumi.prod.secrets.yaml,
    .pulumi/credentials.json, cdk.context.secret.json, secrets.hcl, secret.hcl, vault.hcl, packer-secrets.pkrvars.hcl,
    prod.pkrvars.hcl, variables.auto.pkrvars.json, .vagrant/machines/default/virtualbox/private_key, vagrant_private_key,
    insecure_private_key, user-data-secret.yaml, cloud-init-secret.yaml, crossplane-creds.json, age.key, age.txt, key.age,
    keys.age.txt, .sops/age.txt, sops-key.txt, secrets.sops.yaml.dec, secrets.dec.yaml, secrets.decrypted.yaml,
    decrypted.yaml, git-crypt.key, git-crypt-key, .git-crypt/keys/default
  `),
  'apps for phones': names(`
    release.keystore, my-release-key.keystore, upload-keystore.jks, key.jks, release-key.jks, signing.gradle.properties,
    signing-config.properties, android-signing.properties, play-service-account.json, play-store-credentials.json,
    google-play.json, google-play-key.json, play_store.json, api-play.json, pc-api-1234567890-123.json,
    fastlane/.env.secret, fastlane/api_key.json, AppStoreConnect.p8, ApiKey_ABC.p8,
    SubscriptionKey_XX.p8, AuthKey.p8, Certificates.p12, dev.mobileprovision, dist.provisionprofile,
    ExportOptions-secret.plist, Secrets.plist, Keys.plist, APIKeys.plist, ApiKeys.plist, Config-Secret.xcconfig,
    Secrets.xcconfig, secrets.xcconfig, Keys.xcconfig, Secrets.swift.json, secrets.xml, api_keys.xml, keys.xml,
    google_maps_api.xml, local.properties.bak, fabric.properties, crashlytics.properties, match.pem, apk-signing.p12,
    sonatype.properties, agconnect-services.json, expo-token, eas-credentials.json, credentials.json.old, ionic-token.txt,
    unity.ulf, Unity_lic.ulf, google-services-prod.json, google-services (1).json, GoogleService-Info-Dev.plist,
    GoogleService-Info-prod.plist
  `),
  browsers: names(`
    Login Data, Login Data For Account, Web Data, Cookies, Cookies-journal, Local State, key3.db, cert9.db, cert8.db,
    formhistory.sqlite, logins-backup.json, sessionstore.jsonlz4, Cookies.binarycookies, cookies.sqlite-wal,
    .pki/nssdb/key4.db, Chrome/Default/Login Data
  `),
  'histories of shells': names(`
    .bash_history-01234.tmp, .sh_history, .ksh_history, .fish_history, .tcsh_history, .zhistory, .zsh_history.bak,
    zsh_history, bash_history, bash_history.txt, .psql_history-prod, .pgcli_history, pgcli/history, .mycli-history,
    mycli-history, .litecli-history, .mongo_history, .mongosh_history, mongosh_repl_history, .php_history, .pry_history,
    .rdbg_history, .irb-history, .node_history, .ts_node_repl_history, .deno_history, .scala_history, .ghc_history,
    .R_history, .Rhistory, .julia_history, repl_history.jl, .lua_history, .gdb_history, .lldb-history, .sqlplus_history,
    .octave_hist, .ipython/profile_default/history.sqlite, ipython_history.sqlite, .python_history-9999.tmp, .lesshst,
    .viminfo, viminfo, _viminfo, .nviminfo, main.shada, xonsh-history.json, atuin/history.db,
    .local/share/fish/fish_history, .hist, .hushhistory_history, .k5login, .k5identity, .redis_history
  `),
  'editors and assistants': names(`
    sftp.json, .vscode/ftp-sync.json, ftp-sync.json, ftpsync.settings, .ftpquota.pass, ftp.json, ftp.ini, ftp.xml,
    .ftp-deploy.json, ftp-deploy.json, deploy.json.secret, .sync-config.json, .vscode/ssh.json, sshfs.json,
    .idea/dataSources.xml, .idea/sshConfigs.xml, .idea/deployment.xml, webServers.xml, c.kdbx, rest-client.env.json,
    http-client.env.json, http-client.private.env.json, http-client.private.env.json.bak, postman_environment.json,
    Prod.postman_environment.json, dev.postman_environment.json, insomnia.json, insomnia-export.json,
    bruno/environments/prod.bru, .http-client-secrets, thunder-environment.json, thunder-environment_prod.json,
    .codeium/api_key, github-copilot/hosts.json, github-copilot/apps.json, copilot/hosts.json, .cursor/auth.json,
    .continue/.env, .codex/auth.json, .claude/.credentials.json, .claude.json, .gemini/oauth_creds.json, .aider.conf.yml,
    .openai, openai.json, openai.txt, openai.key, anthropic.json, .anthropic, .openai.json, gemini.txt, llm/keys.json,
    io.datasette.llm/keys.json, mistral.txt, huggingface.txt, .cache/huggingface/token, .huggingface_token, hf_token,
    hf-token.txt, .wakatime.cfg, .wandb-key, .netrc-wandb, .kaggle.json, .modal.toml, .replicate,
    jupyter_server_config.json, jupyter_notebook_config.json, .Renviron.local, .Rprofile.secret, matlab.license.key,
    .gitconfig-token
  `),
  'systems and logins': names(`
    shadow, shadow.bak, passwd-, gshadow-, opasswd, security/opasswd, master.passwd, htpasswd.users, .htpasswd-admin,
    .htpasswds, passwords.htpasswd, nginx/.htpasswd, htdigest, .htdigest.old, krb5.keytab, krb5cc_0, host.keytab,
    user.keytab, kdc.keytab, NTUSER.DAT, unattend.xml, autounattend.xml, Unattended.xml, sysprep.xml, sysprep.inf,
    machine.config.secrets, rndc.key, rndc.conf, named-tsig.key, dnssec.private, Kexample.com.+008+12345.private,
    smbpasswd, smb.credentials, smbcreds, .smbcred, cifs-credentials, cifs.creds, .cifs, davfs2/secrets, .davfs2/secrets,
    wpa_supplicant.conf.bak, NetworkManager/system-connections/home.nmconnection, home.nmconnection, chap-secrets.bak,
    ppp.secrets, snmpd.conf, snmp.conf, zabbix_agentd.psk, zabbix.psk, munin.auth, nagios-passwd, htpasswd.nagios,
    icinga-credentials.ini, grafana.ini, grafana-secret.ini, datadog.yaml, datadog-api-key, newrelic.ini, newrelic.yml,
    .newrelic/credentials.json, sentry.conf.py.secret, sumologic.json, splunk.secret, splunk-launch.passwd, rsyncd.secrets,
    rsync.passwd, rsync_pass, .rsync-password, restic-password, restic-password.txt, .restic-pass, restic.env,
    borg-passphrase, borg.key, borgmatic-pass.txt, .borg_passphrase, .duplicity-pass, rclone.conf.bak, .rclone.conf,
    backup.passphrase, luks-key, luks.key, luks-header, keyfile, keyfile.bin, crypto_keyfile.bin, bitlocker.txt,
    BitLocker Recovery Key 1234.txt, bitlocker.bek, filevault.txt, tpm.bin.key, xrdp-rsakeys.ini, rsakeys.ini, vnc.passwd,
    .vnc/passwd, vncpasswd, ultravnc.ini, TigerVNC.passwd, Default.rdp, rdcman.rdg, prod.rdg, mRemoteNG.xml, confCons.xml,
    confCons.xml.backup, royalts.rtsz, SecureCRT.ini, superputty-sessions.xml, putty.reg, kitty.ini, winscp.ini,
    WinSCP.ini.bak, moba.ini, MobaXterm.ini, termius.json, tabby-vault.json, ssh_config_passwords.txt, ssh-keys.zip,
    authorized-keys-private, id_rsa.pem, id_rsa.ppk, id_rsa (1), id_rsa copy, id_rsa-old, id_rsa.20240101, id_ecdsa_sk,
    id_xmss, identity, ssh_identity, id_github, id_gitlab, id_work, id_deploy, id_ed25519.pk, aws.pem, ec2.pem,
    key-pair.pem, mykey.pem.txt, ssl.key.bak, privkey1.pem, private.pem.old, private.key.1, private.ppk.bak
  `),
};
