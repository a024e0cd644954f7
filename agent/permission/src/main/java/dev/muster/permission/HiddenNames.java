package dev.muster.permission;

import java.util.List;

/**
 * Credentials that confined commands do not read unless settings open them again. All but the last
 * lists are below the home folder.
 */
final class HiddenNames {

  /** Keys, tokens and passwords in the places where programs keep them. */
  static final List<String> HOME =
      List.of(
          ".ssh",
          ".gnupg",
          ".aws",
          ".azure",
          ".kube",
          ".oci",
          ".docker/config.json",
          ".config/gcloud",
          ".config/gh",
          ".config/glab-cli",
          ".config/hub",
          ".config/op",
          ".config/doctl",
          ".config/rclone",
          ".config/containers/auth.json",
          ".config/git/credentials",
          ".git-credentials",
          ".netrc",
          ".npmrc",
          ".yarnrc.yml",
          ".pypirc",
          ".pgpass",
          ".my.cnf",
          ".vault-token",
          ".terraform.d/credentials.tfrc.json",
          ".terraformrc",
          ".cargo/credentials",
          ".cargo/credentials.toml",
          ".gem/credentials",
          ".m2/settings-security.xml",
          ".databrickscfg",
          ".snowflake",
          ".boto",
          ".s3cfg",
          ".password-store",
          ".local/share/keyrings",
          ".local/share/kwalletd",
          ".mozilla",
          ".thunderbird",
          ".config/google-chrome",
          ".config/chromium",
          ".config/BraveSoftware",
          ".config/microsoft-edge",
          ".bash_history",
          ".zsh_history",
          ".psql_history",
          ".mysql_history",
          ".python_history",
          ".node_repl_history",
          "Library/Keychains",
          "Library/Cookies",
          "Library/Application Support/Google/Chrome",
          "Library/Application Support/Firefox");

  /** The agent's own, in its configuration folder. */
  static final List<String> OF_AGENT =
      List.of(".credentials.json", ".claude.json", "history.jsonl");

  /** Of the system; they matter where the agent is run by root. */
  static final List<String> SYSTEM =
      List.of(
          "/etc/shadow",
          "/etc/shadow-",
          "/etc/gshadow",
          "/etc/gshadow-",
          "/etc/sudoers",
          "/etc/sudoers.d",
          "/etc/ssl/private",
          "/etc/krb5.keytab",
          "/etc/NetworkManager/system-connections",
          "/etc/wpa_supplicant",
          "/etc/ssh/ssh_host_rsa_key",
          "/etc/ssh/ssh_host_dsa_key",
          "/etc/ssh/ssh_host_ecdsa_key",
          "/etc/ssh/ssh_host_ed25519_key",
          "/run/secrets",
          "/run/credentials",
          "/run/user",
          "/var/run/secrets",
          "/var/lib/sss",
          "/var/lib/docker",
          "/var/lib/containerd",
          "/var/lib/kubelet");

  /** Variables by which the agent itself is let in by its model. */
  static final List<String> VARIABLES =
      List.of(
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_AUTH_TOKEN",
          "ANTHROPIC_CUSTOM_HEADERS",
          "CLAUDE_CODE_OAUTH_TOKEN",
          "CLAUDE_CODE_OAUTH_REFRESH_TOKEN");

  private HiddenNames() {}
}
