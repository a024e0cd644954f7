package dev.muster.settings;

import java.util.Locale;
import java.util.Set;

/**
 * The environment variables that a repository may never set, trusted or not: where requests and
 * credentials go, which program or library is loaded, where our own files are, and what guards us.
 *
 * <p>After the flaw by which a checked-in endpoint was sent the person's key (CVE-2026-21852).
 * Names are compared in upper case, as Windows and proxies do.
 */
final class ReservedEnvironment {

  private static final Set<String> NAMES =
      Set.of(
          // Where this program keeps its files, and who it believes it is.
          "CLAUDE_CONFIG_DIR",
          "HOME",
          "USERPROFILE",
          "APPDATA",
          "LOCALAPPDATA",
          "XDG_CONFIG_HOME",
          "XDG_DATA_HOME",
          "TMPDIR",
          "TEMP",
          "TMP",
          "IS_SANDBOX",
          "SHELL",
          "COMSPEC",
          "USER",
          "CLAUDE_CODE_TMPDIR",
          "CLAUDE_CODE_DEBUG_LOGS_DIR",
          "CLAUDE_ENV_FILE",
          // What is run in place of, or around, what was asked for.
          "PATH",
          "PATHEXT",
          "BASH_ENV",
          "ENV",
          "SHELLOPTS",
          "BASHOPTS",
          "PROMPT_COMMAND",
          "PS4",
          "IFS",
          "CDPATH",
          "GLOBIGNORE",
          "PYTHONSTARTUP",
          "PYTHONPATH",
          "PYTHONHOME",
          "PERL5OPT",
          "PERL5LIB",
          "PERL5DB",
          "RUBYOPT",
          "RUBYLIB",
          "NODE_OPTIONS",
          "NODE_PATH",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "EDITOR",
          "VISUAL",
          "PAGER",
          "BROWSER",
          "LESSOPEN",
          "LESSCLOSE",
          "SSH_ASKPASS",
          "SUDO_ASKPASS",
          "ZDOTDIR",
          "RIPGREP_CONFIG_PATH",
          "CLAUDE_CODE_SHELL",
          "CLAUDE_CODE_SHELL_PREFIX",
          "CLAUDE_CODE_GIT_BASH_PATH",
          "CLAUDE_CODE_PROCESS_WRAPPER",
          "CLAUDE_CODE_PLUGIN_CACHE_DIR",
          "CLAUDE_CODE_PLUGIN_SEED_DIR",
          // Whom requests go to and who vouches for it.
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NODE_EXTRA_CA_CERTS",
          "NODE_TLS_REJECT_UNAUTHORIZED",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "ANTHROPIC_CUSTOM_HEADERS",
          "ANTHROPIC_PROFILE",
          "CLAUDE_CODE_CERT_STORE",
          "CLAUDE_CODE_EXTRA_BODY",
          "CLAUDE_CODE_ATTRIBUTION_HEADER",
          "CLAUDE_CODE_PROXY_RESOLVES_HOSTS",
          "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_CONFIG_FILE",
          "AWS_SHARED_CREDENTIALS_FILE",
          "AWS_CA_BUNDLE",
          "GOOGLE_APPLICATION_CREDENTIALS",
          // What keeps credentials out of children.
          "CLAUDE_CODE_SUBPROCESS_ENV_SCRUB",
          "CLAUDE_CODE_SCRIPT_CAPS",
          "CLAUDE_CODE_MCP_ALLOWLIST_ENV");

  private static final String[] PREFIXES = {
    "LD_",
    "DYLD_",
    "GIT_",
    "MUSTER_",
    "OTEL_",
    "BASH_FUNC_",
    "AWS_ENDPOINT_URL",
    "AWS_BEARER_TOKEN",
    "CLAUDE_CODE_OAUTH",
    "CLAUDE_CODE_CLIENT_",
    "CLAUDE_CODE_SYNC_",
    "CLAUDE_CODE_SKIP_",
    "CLAUDE_CODE_OTEL_",
    "CLAUDE_CODE_MESSAGING_",
    "ANTHROPIC_FEDERATION"
  };

  private static final String[] SUFFIXES = {
    "_BASE_URL", "_API_KEY", "_AUTH_TOKEN", "_AWS_AUTH", "_CLIENT_SECRET"
  };

  private ReservedEnvironment() {}

  /** Whether a project's settings may not set that variable. */
  static boolean holds(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (NAMES.contains(upper)) {
      return true;
    }
    for (String prefix : PREFIXES) {
      if (upper.startsWith(prefix)) {
        return true;
      }
    }
    for (String suffix : SUFFIXES) {
      if (upper.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
