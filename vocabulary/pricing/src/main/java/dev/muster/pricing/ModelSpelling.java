package dev.muster.pricing;

/** Finds the vendor's id in what other providers and dated releases make of it. */
final class ModelSpelling {

  private ModelSpelling() {}

  /** The vendor's own id within the spelling of any provider. */
  static String plain(String spelling) {
    String id = spelling.substring(spelling.lastIndexOf('/') + 1);
    int vendor = id.indexOf("anthropic.");
    if (vendor >= 0) {
      id = id.substring(vendor + "anthropic.".length());
    }
    int at = id.indexOf('@');
    if (at >= 0) {
      id = id.substring(0, at);
    }
    id = withoutVersion(id);
    if (id.endsWith("-latest")) {
      id = id.substring(0, id.length() - "-latest".length());
    }
    return withoutDate(id);
  }

  /** Without a suffix such as {@code -v1} or {@code -v1:0}. */
  private static String withoutVersion(String id) {
    int colon = id.indexOf(':');
    String head = colon >= 0 ? id.substring(0, colon) : id;
    int mark = head.lastIndexOf("-v");
    boolean version = mark > 0 && isDigits(head, mark + 2, head.length());
    return version ? head.substring(0, mark) : id;
  }

  private static String withoutDate(String id) {
    int dash = id.length() - 9;
    return dash > 0 && id.charAt(dash) == '-' && isDigits(id, dash + 1, id.length())
        ? id.substring(0, dash)
        : id;
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }
}
