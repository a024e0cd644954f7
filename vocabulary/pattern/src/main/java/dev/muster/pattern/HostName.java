package dev.muster.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A host as a client names it, read strictly so that nobody reads it in another way. */
public sealed interface HostName {

  /** The longest name of the domain name system, in characters. */
  int LONGEST = 253;

  /** A name of the domain name system: its labels in lower case, the nearest first. */
  record Domain(List<String> labels) implements HostName {
    public Domain {
      labels = List.copyOf(labels);
    }

    @Override
    public String text() {
      return String.join(".", labels);
    }
  }

  /** A literal address. */
  record Literal(IpAddress address) implements HostName {
    @Override
    public String text() {
      return address.toString();
    }
  }

  /** The host as it is written: lower case, no trailing dot, no brackets. */
  String text();

  /**
   * Reads a host: letters, digits and inner hyphens in labels of at most 63 (RFC 1123), one
   * trailing dot, or an address, of which an IPv6 one may stand in brackets.
   *
   * <p>What a resolver could take for an address without being one in that form is none: {@code
   * 127.1}, {@code 0x7f.1}, {@code 2130706433}. Names beyond ASCII are none either; clients send
   * their {@code xn--} form.
   *
   * @return {@code null} for anything else
   */
  static @Nullable HostName parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST + 1) {
      return null;
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String host = bracketed ? text.substring(1, text.length() - 1) : text;
    if (bracketed || host.indexOf(':') >= 0) {
      IpAddress address = host.indexOf(':') < 0 ? null : IpAddress.parse(host);
      return address == null ? null : new Literal(address);
    }
    IpAddress address = IpAddress.parse(host);
    return address != null ? new Literal(address) : domain(host);
  }

  private static @Nullable HostName domain(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.isEmpty() || name.length() > LONGEST) {
      return null;
    }
    List<String> labels = new ArrayList<>();
    for (String label : name.split("\\.", -1)) {
      if (!isLabel(label)) {
        return null;
      }
      labels.add(label.toLowerCase(Locale.ROOT));
    }
    return isNumeric(labels.getLast()) ? null : new Domain(labels);
  }

  /** Whether it is a label of letters, digits and inner hyphens. */
  static boolean isLabel(String label) {
    if (label.isEmpty() || label.length() > 63 || label.startsWith("-") || label.endsWith("-")) {
      return false;
    }
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Whether a resolver could take a name that ends so for an address. */
  private static boolean isNumeric(String label) {
    boolean digits = true;
    for (int i = 0; i < label.length(); i++) {
      digits &= label.charAt(i) >= '0' && label.charAt(i) <= '9';
    }
    return digits || label.startsWith("0x");
  }
}
