package dev.muster.permission.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what bash prints about each command under {@code set -x}, with the bytes 1 (once for each
 * level) and 2 before it: words in the quotes that bash chooses.
 */
final class SpokenCommands {
  private SpokenCommands() {}

  static List<List<String>> read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<List<String>> commands = new ArrayList<>();
    for (String part : text.split("\u0001+\u0002")) {
      String line = part.endsWith("\n") ? part.substring(0, part.length() - 1) : part;
      if (!line.isEmpty()) {
        commands.add(words(line));
      }
    }
    return commands;
  }

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean any = false;
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == ' ') {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
        at++;
        continue;
      }
      any = true;
      if (line.startsWith("$'", at)) {
        at = ansi(line, at + 2, word);
      } else if (c == '\'') {
        int end = line.indexOf('\'', at + 1);
        end = end < 0 ? line.length() : end;
        word.append(line, at + 1, end);
        at = end + 1;
      } else if (c == '\\' && at + 1 < line.length()) {
        word.append(line.charAt(at + 1));
        at += 2;
      } else {
        word.append(c);
        at++;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }

  /** Decodes {@code $'...'} from behind its quote; returns where it ends. */
  private static int ansi(String line, int from, StringBuilder word) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = from;
    while (at < line.length() && line.charAt(at) != '\'') {
      char c = line.charAt(at);
      if (c != '\\' || at + 1 >= line.length()) {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        at++;
        continue;
      }
      char next = line.charAt(at + 1);
      if (next >= '0' && next <= '7') {
        int end = at + 1;
        while (end < line.length() && end < at + 4 && "01234567".indexOf(line.charAt(end)) >= 0) {
          end++;
        }
        bytes.write(Integer.parseInt(line.substring(at + 1, end), 8));
        at = end;
      } else {
        int plain = "abefnrtvE".indexOf(next);
        bytes.write(plain < 0 ? next : "\u0007\b\u001b\f\n\r\t\u000b\u001b".charAt(plain));
        at += 2;
      }
    }
    word.append(bytes.toString(StandardCharsets.UTF_8));
    return at + 1;
  }
}
