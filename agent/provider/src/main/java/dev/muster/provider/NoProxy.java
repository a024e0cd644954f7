package dev.muster.provider;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are spoken to without a proxy, after {@code NO_PROXY}.
 *
 * <p>Entries are separated by commas or spaces: {@code *} for every host; a name, which stands for
 * its subdomains too, with or without a dot or {@code *.} before it; an address; a block of
 * addresses such as {@code 10.0.0.0/8}; each with {@code :port} to mean that port alone. Blocks are
 * compared with hosts written as addresses: no name is looked up.
 */
record NoProxy(boolean all, List<Entry> entries) {

  private static final int EVERY_PORT = Integer.MAX_VALUE;

  /**
   * One entry.
   *
   * @param port {@link #EVERY_PORT} unless one is named
   * @param block the address or block that it is, or {@code null} for a name
   */
  record Entry(String name, int port, @Nullable Block block) {}

  /** The addresses that share the first {@code bits} bits. */
  static final class Block {
    private final byte[] address;
    private final int bits;

    private Block(byte[] address, int bits) {
      this.address = address;
      this.bits = bits;
    }

    static @Nullable Block parse(String text) {
      int slash = text.indexOf('/');
      byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
      if (address == null) {
        return null;
      }
      int most = address.length * 8;
      if (slash < 0) {
        return new Block(address, most);
      }
      try {
        int bits = Integer.parseInt(text.substring(slash + 1));
        return bits >= 0 && bits <= most ? new Block(address, bits) : null;
      } catch (NumberFormatException notANumber) {
        return null;
      }
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  static NoProxy parse(String text) {
    boolean all = false;
    List<Entry> entries = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      if (c != ',' && !Character.isWhitespace(c)) {
        word.append(c);
      } else if (!word.isEmpty()) {
        String entry = word.toString().toLowerCase(Locale.ROOT);
        word.setLength(0);
        all |= entry.equals("*");
        add(entry, entries);
      }
    }
    return new NoProxy(all, List.copyOf(entries));
  }

  private static void add(String entry, List<Entry> entries) {
    Block block = Block.parse(entry);
    if (block != null) {
      entries.add(new Entry(entry, EVERY_PORT, block));
      return;
    }
    ProxySettings.HostPort place = ProxySettings.HostPort.parse(entry, EVERY_PORT);
    if (place == null) {
      return;
    }
    String name = place.host();
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    while (name.startsWith(".")) {
      name = name.substring(1);
    }
    if (!name.isEmpty() && !name.equals("*")) {
      entries.add(new Entry(name, place.port(), Block.parse(name)));
    }
  }

  /** Whether that host at that port is spoken to directly. */
  boolean covers(String uriHost, int port) {
    if (all || entries.isEmpty()) {
      return all;
    }
    String host = uriHost.toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    byte[] address = literal(host);
    for (Entry entry : entries) {
      boolean portFits = entry.port() == EVERY_PORT || entry.port() == port;
      if (portFits && covers(entry, host, address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(Entry entry, String host, byte @Nullable [] address) {
    Block block = entry.block();
    if (block != null) {
      return address != null && block.holds(address);
    }
    return address == null && (host.equals(entry.name()) || host.endsWith("." + entry.name()));
  }

  /** The bytes of an address written as one; {@code null} for a name. Looks nothing up. */
  private static byte @Nullable [] literal(String host) {
    try {
      return InetAddress.ofLiteral(host).getAddress();
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }
}
