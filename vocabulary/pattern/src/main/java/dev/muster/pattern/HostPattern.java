package dev.muster.pattern;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern over hosts and ports, as {@code WebFetch(domain:...)} rules and the sandbox's lists of
 * domains are written.
 *
 * <p>{@code example.com}; {@code *.example.com} for any depth below, but not the domain itself;
 * another {@code *} within its label; {@code *} for every host; a literal address, an IPv6 one in
 * brackets; each with {@code :port} where one port is meant.
 *
 * @param text as it was written
 * @param labels patterns of labels, none for a literal address or for every host
 * @param below whether more labels must come before
 * @param address the literal address
 * @param port 0 for every port
 */
public record HostPattern(
    String text, List<String> labels, boolean below, @Nullable IpAddress address, int port) {
  public HostPattern {
    labels = List.copyOf(labels);
  }

  /**
   * Reads a pattern.
   *
   * @return {@code null} where it is none
   */
  public static @Nullable HostPattern parse(String text) {
    String host = text.strip();
    int port = 0;
    int colon = host.lastIndexOf(':');
    if (colon >= 0 && host.indexOf(']') < colon && (host.startsWith("[") || isOnly(host, colon))) {
      port = port(host.substring(colon + 1));
      if (port < 0) {
        return null;
      }
      host = host.substring(0, colon);
    }
    if (host.equals("*")) {
      return new HostPattern(text, List.of(), true, null, port);
    }
    HostName literal = HostName.parse(host);
    if (literal instanceof HostName.Literal(IpAddress address)) {
      // without brackets it cannot be told where the address ends
      return host.indexOf(':') >= 0 && !host.startsWith("[")
          ? null
          : new HostPattern(text, List.of(), false, address, port);
    }
    return domain(text, host, port);
  }

  private static boolean isOnly(String host, int colon) {
    return host.indexOf(':') == colon;
  }

  private static @Nullable HostPattern domain(String text, String written, int port) {
    String host = ascii(written);
    if (host == null) {
      return null;
    }
    boolean below = host.startsWith("*.");
    String rest = below ? host.substring(2) : host;
    rest = rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
    List<String> labels = new ArrayList<>();
    for (String label : rest.split("\\.", -1)) {
      if (!HostName.isLabel(label.replace('*', 'x'))) {
        return null;
      }
      labels.add(label.toLowerCase(Locale.ROOT));
    }
    String last = labels.getLast();
    boolean numeric = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    return numeric ? null : new HostPattern(text, labels, below, null, port);
  }

  private static @Nullable String ascii(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) >= 0x80) {
        try {
          return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException noName) {
          return null;
        }
      }
    }
    return host;
  }

  private static int port(String text) {
    if (text.isEmpty() || text.length() > 5 || text.charAt(0) == '0') {
      return -1;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = port * 10 + (c - '0');
    }
    return port <= 65_535 ? port : -1;
  }

  /** Whether it names one host and leaves nothing open. */
  public boolean isLiteral() {
    if (address != null) {
      return true;
    }
    for (String label : labels) {
      if (label.indexOf('*') >= 0) {
        return false;
      }
    }
    return !below && !labels.isEmpty();
  }

  /** Whether that host and port are meant. */
  public boolean matches(HostName host, int port) {
    if (this.port != 0 && this.port != port) {
      return false;
    }
    if (address == null && labels.isEmpty()) {
      return true;
    }
    return switch (host) {
      case HostName.Literal(IpAddress given) -> given.equals(address);
      case HostName.Domain(List<String> given) -> address == null && matches(given);
    };
  }

  private boolean matches(List<String> given) {
    int extra = given.size() - labels.size();
    if (below ? extra < 1 : extra != 0) {
      return false;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!matches(labels.get(i), given.get(extra + i))) {
        return false;
      }
    }
    return true;
  }

  /** A star stands for any characters of the label; greedy with one point to go back to. */
  private static boolean matches(String pattern, String label) {
    int p = 0;
    int l = 0;
    int star = -1;
    int taken = 0;
    while (l < label.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        taken = l;
      } else if (p < pattern.length() && pattern.charAt(p) == label.charAt(l)) {
        p++;
        l++;
      } else if (star >= 0) {
        p = star + 1;
        l = ++taken;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
