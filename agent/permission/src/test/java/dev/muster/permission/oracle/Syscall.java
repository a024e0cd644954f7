package dev.muster.permission.oracle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of strace's output ({@code -xx -y}).
 *
 * @param arguments as printed
 * @param result as printed behind the equals sign; empty where the call did not return
 */
record Syscall(String name, List<String> arguments, String result) {

  /** Whether it is known to have failed. */
  boolean failed() {
    return result.startsWith("-1");
  }

  /** Whether it failed for that reason. */
  boolean failedWith(String error) {
    return failed() && result.contains(error);
  }

  /** The path that the kernel reached, for a call that returned a descriptor; else empty. */
  String reached() {
    return inAngles(result);
  }

  /** The argument as a string, decoded; empty where it is none. */
  String string(int index) {
    return index < arguments.size() ? decoded(arguments.get(index)) : "";
  }

  /** The path behind a descriptor argument, {@code AT_FDCWD} included. */
  String folder(int index) {
    return inAngles(arguments.get(index));
  }

  /** The strings of an array argument. */
  List<String> strings(int index) {
    String array = arguments.get(index);
    List<String> strings = new ArrayList<>();
    if (!array.startsWith("[")) {
      return strings;
    }
    int at = 1;
    while ((at = array.indexOf('"', at)) >= 0) {
      int end = array.indexOf('"', at + 1);
      if (end < 0) {
        break;
      }
      strings.add(decoded(array.substring(at, end + 1)));
      at = end + 1;
    }
    return strings;
  }

  /** The number that it returned, or -1. */
  long number() {
    int end = 0;
    while (end < result.length() && Character.isDigit(result.charAt(end))) {
      end++;
    }
    return end == 0 ? -1 : Long.parseLong(result.substring(0, end));
  }

  /** Reads a line; {@code null} for one that is no call. */
  static Syscall parse(String line) {
    int open = line.indexOf('(');
    if (open <= 0 || !Character.isLetter(line.charAt(0))) {
      return null;
    }
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = open + 1;
    int at = start;
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        continue;
      } else if (c == '<') {
        int end = line.indexOf('>', at);
        at = end < 0 ? line.length() : end;
      } else if (c == '[' || c == '{' || c == '(') {
        depth++;
      } else if (c == ')' && depth == 0) {
        break;
      } else if (c == ']' || c == '}' || c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        arguments.add(line.substring(start, at).strip());
        start = at + 1;
      }
    }
    int end = Math.min(at, line.length());
    if (end > start) {
      arguments.add(line.substring(start, end).strip());
    }
    int equals = line.indexOf("= ", end);
    return new Syscall(
        line.substring(0, open), arguments, equals < 0 ? "" : line.substring(equals + 2).strip());
  }

  private static String inAngles(String text) {
    int open = text.indexOf('<');
    int close = text.lastIndexOf('>');
    return open < 0 || close < open ? "" : unescaped(text.substring(open + 1, close));
  }

  private static String decoded(String quoted) {
    int open = quoted.indexOf('"');
    int close = quoted.lastIndexOf('"');
    return open < 0 || close <= open ? "" : unescaped(quoted.substring(open + 1, close));
  }

  static String unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("\\x", at) && at + 4 <= text.length()) {
        bytes.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
        at += 4;
      } else {
        bytes.writeBytes(String.valueOf(text.charAt(at)).getBytes(StandardCharsets.UTF_8));
        at++;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
