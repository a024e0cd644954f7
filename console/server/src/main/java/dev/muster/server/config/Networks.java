package dev.muster.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** A set of IP networks. Names are not resolved; only literal addresses belong to it. */
public record Networks(List<Network> networks) {

  /** Addresses of this machine alone. */
  public static final Networks LOOPBACK =
      new Networks(
          List.of(
              new Network(new byte[] {127, 0, 0, 0}, 8),
              new Network(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128)));

  public Networks {
    networks = List.copyOf(networks);
  }

  /** One network: an address and how many of its first bits count. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Network(byte[] address, int bits) {

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Reads an address or {@code address/bits}. */
  static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> address = literal(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int most = address.get().length * 8;
    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    return bits > most ? Optional.empty() : Optional.of(new Network(address.get(), bits));
  }

  /** The networks of those texts; what is none is left out. */
  public static Networks of(List<String> texts) {
    return new Networks(texts.stream().flatMap(t -> parse(t).stream()).toList());
  }

  /** Whether an address, or the name localhost, is of one of the networks. */
  public boolean holds(String address) {
    if (address.equalsIgnoreCase("localhost")) {
      return LOOPBACK.equals(this);
    }
    Optional<byte[]> bytes = literal(address);
    return bytes.isPresent() && networks.stream().anyMatch(n -> n.holds(bytes.get()));
  }

  private static Optional<byte[]> literal(String text) {
    boolean literal =
        !text.isEmpty()
            && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
            && (text.indexOf(':') >= 0 || text.matches("\\d{1,3}(\\.\\d{1,3}){3}"));
    if (!literal) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
