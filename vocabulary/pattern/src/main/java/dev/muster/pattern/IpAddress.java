package dev.muster.pattern;

import org.jspecify.annotations.Nullable;

/**
 * An internet address as a number, with what it may lead to.
 *
 * <p>An IPv4 address and the IPv6 address that maps it (RFC 4291, section 2.5.5.2) are one and the
 * same.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits; those of an IPv4 address follow {@code ffff}
 */
public record IpAddress(long high, long low) {

  private static final long MAPPED = 0xffffL << 32;

  /** Endpoints outside of the link-local ranges at which clouds hand out credentials. */
  private static final java.util.Set<IpAddress> CLOUD =
      java.util.Set.of(
          ofV4(100, 100, 100, 200),
          ofV4(168, 63, 129, 16),
          ofV4(192, 0, 0, 192),
          new IpAddress(0xfd00_0ec2_0000_0000L, 0x254L),
          new IpAddress(0xfd20_00ce_0000_0000L, 0x254L),
          new IpAddress(0xfd00_00c1_0000_0000L, 0xa9fe_a9feL),
          new IpAddress(0xfd00_0042_0000_0000L, 0x42L));

  /** What an address may lead to. */
  public enum Reach {
    /** The internet at large. */
    PUBLIC,
    /** Somebody's own network. */
    PRIVATE,
    /** This machine. */
    THIS_MACHINE,
    /** The local link, where clouds hand out credentials, or such an endpoint elsewhere. */
    LINK_OR_CLOUD,
    /** Several machines, or nobody. */
    NO_ONE
  }

  /**
   * Reads an address: four decimal numbers without leading zeros, or the forms of RFC 4291 without
   * a zone and without brackets.
   *
   * @return {@code null} when it is none; shortened, octal and hexadecimal IPv4 forms are none
   */
  public static @Nullable IpAddress parse(String text) {
    return text.indexOf(':') < 0 ? v4(text) : IpText.v6(text);
  }

  /** The address of 4 or 16 bytes in network order. */
  public static IpAddress of(byte[] bytes) {
    if (bytes.length == 4) {
      return ofV4(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
    }
    if (bytes.length != 16) {
      throw new IllegalArgumentException("no address has " + bytes.length + " bytes");
    }
    return new IpAddress(number(bytes, 0), number(bytes, 8));
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int i = from; i < from + 8; i++) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }

  private static IpAddress ofV4(int a, int b, int c, int d) {
    return ofV4((long) a << 24 | (long) b << 16 | (long) c << 8 | d);
  }

  private static IpAddress ofV4(long number) {
    return new IpAddress(0, MAPPED | (number & 0xffff_ffffL));
  }

  static @Nullable IpAddress v4(String text) {
    long number = 0;
    int parts = 0;
    int from = 0;
    while (from <= text.length()) {
      int dot = text.indexOf('.', from);
      int to = dot < 0 ? text.length() : dot;
      int part = octet(text, from, to);
      if (part < 0) {
        return null;
      }
      number = number << 8 | part;
      parts++;
      from = to + 1;
    }
    return parts == 4 ? ofV4(number) : null;
  }

  private static int octet(String text, int from, int to) {
    if (to <= from || to - from > 3 || (to - from > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value <= 255 ? value : -1;
  }

  /** Whether it is an IPv4 address. */
  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /** Its 4 or 16 bytes in network order. */
  public byte[] bytes() {
    byte[] bytes = new byte[isV4() ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      int shift = 8 * (bytes.length - 1 - i);
      bytes[i] = (byte) (shift >= 64 ? high >>> (shift - 64) : low >>> shift);
    }
    return bytes;
  }

  /**
   * What it may lead to. An IPv6 address that carries an IPv4 address is judged by that one.
   *
   * <p>After the special-purpose registries of RFC 6890.
   */
  public Reach reach() {
    if (CLOUD.contains(this)) {
      return Reach.LINK_OR_CLOUD;
    }
    if (isV4()) {
      return v4Reach(
          (int) (low >>> 24) & 0xff, (int) (low >>> 16) & 0xff, (int) (low >>> 8) & 0xff);
    }
    if (high == 0 && (low == 0 || low == 1)) {
      return Reach.THIS_MACHINE;
    }
    IpAddress carried = carried();
    return carried == null ? v6Reach() : carried.reach();
  }

  private Reach v4Reach(int a, int b, int c) {
    if (a == 127 || a == 0) {
      return Reach.THIS_MACHINE;
    }
    if (a == 169 && b == 254) {
      return Reach.LINK_OR_CLOUD;
    }
    boolean owned =
        a == 10
            || (a == 172 && b >= 16 && b < 32)
            || (a == 192 && b == 168)
            || (a == 100 && b >= 64 && b < 128)
            || (a == 198 && (b == 18 || b == 19))
            || (a == 192 && b == 0 && c == 0);
    if (owned) {
      return Reach.PRIVATE;
    }
    return a >= 224 ? Reach.NO_ONE : Reach.PUBLIC;
  }

  private Reach v6Reach() {
    int first = (int) (high >>> 48);
    if ((first & 0xffc0) == 0xfe80) {
      return Reach.LINK_OR_CLOUD;
    }
    if ((first & 0xfe00) == 0xfc00 || (first & 0xffc0) == 0xfec0 || high >>> 16 == 0x64ff9b0001L) {
      return Reach.PRIVATE;
    }
    // what is handed out so far begins with 001; of that, 2001:0::/23 serves protocols
    return (first & 0xe000) == 0x2000 && high >>> 41 != 0x20010000L >>> 9
        ? Reach.PUBLIC
        : Reach.NO_ONE;
  }

  /** The IPv4 address inside: compatible, translated, NAT64 or 6to4. */
  private @Nullable IpAddress carried() {
    boolean compatible = high == 0 && low >>> 32 == 0;
    boolean translated = high == 0 && low >>> 32 == 0xffff_0000L;
    boolean nat64 = high == 0x0064_ff9b_0000_0000L && low >>> 32 == 0;
    if (compatible || translated || nat64) {
      return ofV4(low);
    }
    return high >>> 48 == 0x2002 ? ofV4(high >>> 16) : null;
  }

  /** As it is written: dotted, or eight hexadecimal groups. */
  @Override
  public String toString() {
    if (isV4()) {
      byte[] b = bytes();
      return (b[0] & 0xff) + "." + (b[1] & 0xff) + "." + (b[2] & 0xff) + "." + (b[3] & 0xff);
    }
    StringBuilder text = new StringBuilder(39);
    for (int shift = 112; shift >= 0; shift -= 16) {
      long group = (shift >= 64 ? high >>> (shift - 64) : low >>> shift) & 0xffff;
      text.append(text.isEmpty() ? "" : ":").append(Long.toHexString(group));
    }
    return text.toString();
  }
}
