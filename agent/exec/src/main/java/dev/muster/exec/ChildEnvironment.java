package dev.muster.exec;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the environment that the model's commands see.
 *
 * <p>Always taken out: whatever makes bash run or read other text than the one it was given (start
 * files, exported functions, preset options, {@code PS4}, {@code CDPATH} …), and the empty and
 * relative entries of {@code PATH}. Always set: {@code CLAUDECODE=1} and {@code MUSTER=1}, by which
 * scripts know that an agent runs them.
 *
 * <p>With {@code CLAUDE_CODE_SUBPROCESS_ENV_SCRUB=1} credentials are taken out too: every variable
 * whose name begins with one of {@link #CREDENTIAL_PREFIXES}, contains one of {@link
 * #CREDENTIAL_PARTS} or ends with one of {@link #CREDENTIAL_ENDINGS}, letters of either case alike,
 * and every variable whose value holds a URL with a password. That is by name, so it cannot know a
 * secret under a harmless one.
 */
public final class ChildEnvironment {

  /** The variable that switches scrubbing on. */
  public static final String SCRUB = "CLAUDE_CODE_SUBPROCESS_ENV_SCRUB";

  /** Beginnings of the names of credentials, and of what goes with them. */
  static final List<String> CREDENTIAL_PREFIXES =
      List.of(
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_AUTH_TOKEN",
          "ANTHROPIC_CUSTOM_HEADERS",
          "ANTHROPIC_AWS_",
          "CLAUDE_CODE_OAUTH_",
          "CLAUDE_CODE_CLIENT_KEY",
          "AWS_",
          "GOOGLE_",
          "GCP_",
          "GCLOUD_",
          "AZURE_",
          "ARM_CLIENT_",
          "OTEL_EXPORTER_OTLP_HEADERS",
          "DOCKER_AUTH_");

  /** Parts of the names of credentials. */
  static final List<String> CREDENTIAL_PARTS =
      List.of(
          "SECRET",
          "PASSWORD",
          "PASSWD",
          "PASSPHRASE",
          "CREDENTIAL",
          "APIKEY",
          "API_KEY",
          "PRIVATE_KEY",
          "ACCESS_KEY",
          "ACCESSKEY",
          "AUTH_TOKEN",
          "OAUTH");

  /** Endings of the names of credentials. */
  static final List<String> CREDENTIAL_ENDINGS =
      List.of("TOKEN", "_KEY", "_KEYS", "_PAT", "_PWD", "_PASS", "_AUTH", "_DSN");

  /** What changes how bash reads, finds or repeats commands; read by bash itself at its start. */
  private static final Set<String> SHELL_VARIABLES =
      Set.of(
          "BASH_ENV",
          "ENV",
          "SHELLOPTS",
          "BASHOPTS",
          "BASH_COMPAT",
          "BASH_LOADABLES_PATH",
          "BASH_XTRACEFD",
          "BASH_ARGV0",
          "POSIXLY_CORRECT",
          "POSIX_PEDANTIC",
          "PS4",
          "PROMPT_COMMAND",
          "IFS",
          "CDPATH",
          "GLOBIGNORE",
          "EXECIGNORE",
          "FIGNORE",
          "TMOUT",
          "FUNCNEST",
          "OLDPWD",
          "PWD",
          "histchars");

  private ChildEnvironment() {}

  /**
   * Builds the environment of the model's commands.
   *
   * @param environment the agent's own, with the {@code env} of its settings already in it
   * @param additions set last and kept as they are: what the agent itself wants its children to
   *     have, such as the variables that keep git from running a repository's programs
   * @return a new map, which the caller may change
   */
  public static Map<String, String> of(
      Map<String, String> environment, Map<String, String> additions) {
    Map<String, String> child = new HashMap<>(environment);
    boolean scrub = scrubs(environment);
    for (Iterator<Map.Entry<String, String>> at = child.entrySet().iterator(); at.hasNext(); ) {
      Map.Entry<String, String> variable = at.next();
      String name = variable.getKey();
      if (isShellVariable(name) || (scrub && isCredential(name, variable.getValue()))) {
        at.remove();
      }
    }
    child.put("PATH", Programs.absoluteOnly(environment.get("PATH")));
    child.put("CLAUDECODE", "1");
    child.put("MUSTER", "1");
    child.putAll(additions);
    return child;
  }

  /** Whether an environment asks for credentials to be taken out. */
  public static boolean scrubs(Map<String, String> environment) {
    return isOn(environment.get(SCRUB));
  }

  /** Whether bash itself acts on a variable of that name in a way that changes what it runs. */
  static boolean isShellVariable(String name) {
    return SHELL_VARIABLES.contains(name)
        || name.startsWith("BASH_FUNC_")
        || name.isEmpty()
        || name.indexOf('=') >= 0;
  }

  /** Whether scrubbing takes a variable out. */
  static boolean isCredential(String name, String value) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (String prefix : CREDENTIAL_PREFIXES) {
      if (upper.startsWith(prefix)) {
        return true;
      }
    }
    for (String part : CREDENTIAL_PARTS) {
      if (upper.contains(part)) {
        return true;
      }
    }
    for (String ending : CREDENTIAL_ENDINGS) {
      if (upper.endsWith(ending)) {
        return true;
      }
    }
    return holdsPassword(value);
  }

  /** Whether a value holds a URL of the form {@code scheme://user:password@host}. */
  private static boolean holdsPassword(String value) {
    int from = value.indexOf("://");
    while (from >= 0) {
      int start = from + 3;
      int end = start;
      int at = -1;
      int colon = -1;
      while (end < value.length() && "/?# \t\n".indexOf(value.charAt(end)) < 0) {
        char c = value.charAt(end);
        if (c == ':' && colon < 0) {
          colon = end;
        } else if (c == '@') {
          at = end;
        }
        end++;
      }
      if (at > start && colon > 0 && colon < at) {
        return true;
      }
      from = value.indexOf("://", start);
    }
    return false;
  }

  private static boolean isOn(@Nullable String value) {
    return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
  }
}
