package dev.muster.pricing;

import java.util.HashMap;
import java.util.Map;

/**
 * The names that policy reads in one kind of object: a name twice, or one that a lenient reader
 * would take for it, is refused, so that nobody reads another request than the one that was
 * weighed. Immutable; what was seen is the caller's to keep.
 */
final class ReadNames {

  /** The answer for a name that policy does not read. */
  static final int OTHER = -1;

  private final Map<String, Integer> numbers = new HashMap<>();

  private ReadNames(String... names) {
    for (String name : names) {
      numbers.put(name, numbers.size());
    }
  }

  static ReadNames of(String... names) {
    return new ReadNames(names);
  }

  /**
   * The bit of a name, added to those seen.
   *
   * @param seen the bits of the names seen in this object
   * @return {@code seen} with the name's bit
   * @throws RequestScan.Refusal when it was seen before, or is another spelling of a name
   */
  long see(String name, long seen) throws RequestScan.Refusal {
    int number = number(name);
    if (number == OTHER) {
      return seen;
    }
    long bit = 1L << number;
    if ((seen & bit) != 0) {
      throw new RequestScan.Refusal("The member \"" + name + "\" stands twice in one object.");
    }
    return seen | bit;
  }

  private int number(String name) throws RequestScan.Refusal {
    Integer number = numbers.get(name);
    if (number != null) {
      return number;
    }
    String folded = folded(name);
    if (folded.equals(name) || !numbers.containsKey(folded)) {
      return OTHER;
    }
    throw new RequestScan.Refusal(
        "A member's name is another spelling of \"" + folded + "\"; names are in lower case.");
  }

  /** As readers that ignore case would read it: among others U+017F is an s, U+212A a k. */
  private static String folded(String name) {
    boolean plain = true;
    for (int i = 0; i < name.length() && plain; i++) {
      char c = name.charAt(i);
      plain = c < 0x80 && !(c >= 'A' && c <= 'Z');
    }
    if (plain) {
      return name;
    }
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      folded.append(Character.toLowerCase(Character.toUpperCase(c)));
    }
    return folded.toString();
  }
}
