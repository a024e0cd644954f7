package dev.muster.json;

import java.util.Optional;

/** The valid name that a mistyped one most resembles; needed only once something is wrong. */
public final class NearestName {

  /** Longer names are not compared: no valid one is near them. */
  private static final int LONGEST = 80;

  private NearestName() {}

  /** The closest candidate, unless even that one is far. */
  public static Optional<String> of(String written, Iterable<String> candidates) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String best = "";
    int least = Math.max(1, written.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - written.length()) >= least) {
        continue;
      }
      int distance = distance(written, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** {@code (did you mean "x"?)} with a space before it, or nothing. */
  public static String hint(String written, Iterable<String> candidates) {
    return of(written, candidates).map(near -> " (did you mean \"" + near + "\"?)").orElse("");
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that lead from one to the other;
   * letters of different case are a quarter as far as different letters, rounded up at the end.
   */
  public static int distance(String a, String b) {
    int columns = b.length() + 1;
    int[] twoAbove = new int[columns];
    int[] above = new int[columns];
    int[] row = new int[columns];
    for (int j = 0; j < columns; j++) {
      above[j] = 4 * j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = 4 * i;
      for (int j = 1; j < columns; j++) {
        int cost = above[j - 1] + difference(a.charAt(i - 1), b.charAt(j - 1));
        cost = Math.min(cost, Math.min(above[j], row[j - 1]) + 4);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, twoAbove[j - 2] + 4);
        }
        row[j] = cost;
      }
      int[] spare = twoAbove;
      twoAbove = above;
      above = row;
      row = spare;
    }
    return (above[columns - 1] + 3) / 4;
  }

  private static int difference(char a, char b) {
    if (a == b) {
      return 0;
    }
    return Character.toLowerCase(a) == Character.toLowerCase(b) ? 1 : 4;
  }
}
