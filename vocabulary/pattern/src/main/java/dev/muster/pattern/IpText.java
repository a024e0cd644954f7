package dev.muster.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the text of IPv6 addresses (RFC 4291, section 2.2). */
final class IpText {

  private static final int GROUPS = 8;

  private IpText() {}

  /** The address; {@code null} when it is none. */
  static @Nullable IpAddress v6(String text) {
    if (text.length() > 45) {
      return null;
    }
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    int[] before = groups(gap < 0 ? text : text.substring(0, gap));
    int[] after = gap < 0 ? new int[0] : groups(text.substring(gap + 2));
    if (before == null || after == null) {
      return null;
    }
    int given = before.length + after.length;
    if (gap < 0 ? given != GROUPS : given >= GROUPS) {
      return null;
    }
    int[] all = Arrays.copyOf(before, GROUPS);
    System.arraycopy(after, 0, all, GROUPS - after.length, after.length);
    return new IpAddress(number(all, 0), number(all, 4));
  }

  private static long number(int[] groups, int from) {
    long number = 0;
    for (int i = from; i < from + 4; i++) {
      number = number << 16 | groups[i];
    }
    return number;
  }

  private static int @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    int[] groups = new int[parts.length + 1];
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        IpAddress v4 = IpAddress.v4(parts[i]);
        if (v4 == null) {
          return null;
        }
        groups[count++] = (int) (v4.low() >>> 16) & 0xffff;
        groups[count++] = (int) v4.low() & 0xffff;
      } else {
        int group = group(parts[i]);
        if (group < 0) {
          return null;
        }
        groups[count++] = group;
      }
    }
    return Arrays.copyOf(groups, count);
  }

  private static int group(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
