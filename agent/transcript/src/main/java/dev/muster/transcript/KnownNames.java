package dev.muster.transcript;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names that stand in every line, found by their bytes instead of being made anew. */
final class KnownNames {

  private static final String[] KNOWN = {
    "kind",
    "uuid",
    "timestamp",
    "requestId",
    "summary",
    "tokensBefore",
    "message",
    "toolUseResult",
    "summaryAt",
    "id",
    "model",
    "content",
    "stop_reason",
    "usage",
    "input_tokens",
    "output_tokens",
    "cache_creation_input_tokens",
    "ephemeral_1h_input_tokens",
    "cache_read_input_tokens",
    "web_search_requests",
    "web_fetch_requests",
    "service_tier",
    "inference_geo",
    "cache_creation",
    "server_tool_use",
    "type",
    "text",
    "thinking",
    "name",
    "signature",
    "title",
    "data",
    "tool_use_id",
    "media_type",
    "is_error",
    "input",
    "raw",
    "source"
  };

  /** A power of two, well above the number of names. */
  private static final int SIZE = 256;

  private final String[] table = new String[SIZE];
  private final byte[][] spelling = new byte[SIZE][];

  KnownNames() {
    Arrays.fill(table, "");
    Arrays.fill(spelling, new byte[0]);
    for (String name : KNOWN) {
      byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
      int slot = slot(ascii, 0, ascii.length);
      while (!table[slot].isEmpty()) {
        slot = (slot + 1) & (SIZE - 1);
      }
      table[slot] = name;
      spelling[slot] = ascii;
    }
  }

  /** The name of those bytes; an empty text for one that is not known. */
  String find(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    while (spelling[slot].length > 0 && !matches(spelling[slot], bytes, from, to)) {
      slot = (slot + 1) & (SIZE - 1);
    }
    return table[slot];
  }

  private static int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    int first = length == 0 ? 0 : bytes[from];
    int last = length == 0 ? 0 : bytes[to - 1];
    return (first * 31 + last * 7 + length * 3) & (SIZE - 1);
  }

  private static boolean matches(byte[] name, byte[] bytes, int from, int to) {
    int length = to - from;
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
