package dev.muster.testkit.corpus;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A frozen collection of command texts, each with its label.
 *
 * <p>The file's form: lines beginning with {@code "# "} are notes (source, licence, date, how it
 * was made); a line {@code ## [label] detail} labels what follows; every other line is one text, a
 * line {@code json: "..."} a text as a JSON string; {@code «60×text»} stands for the text sixty
 * times.
 *
 * @param name the file's name without its ending
 */
public record CommandCorpus(String name, List<Entry> entries) {
  public CommandCorpus {
    entries = List.copyOf(entries);
  }

  /**
   * One text.
   *
   * @param line where it stands in its file, from 1
   * @param label of the heading above it; empty where there is none
   * @param detail what the heading says besides
   * @param text with the folders as they are named in the file
   */
  public record Entry(String corpus, int line, String label, String detail, String text) {

    /** A name that stays the same while the file does. */
    public String id() {
      return corpus + ":" + line;
    }

    /** The text for one world, with its folders. */
    public String in(CorpusWorld world) {
      return world.placed(text);
    }

    /** The rules that a heading of the form {@code RULE & RULE} gives. */
    public List<String> rules() {
      return detail.isEmpty() ? List.of() : List.of(detail.split(" & "));
    }

    /**
     * The question about it for {@code muster policy decide --jsonl}.
     *
     * @param permissions the {@code permissions} block of the settings
     */
    public Json.Obj question(CorpusWorld world, Json.Obj permissions) {
      return Json.Obj.builder()
          .put("id", id())
          .put("command", in(world))
          .put("settings", Json.Obj.builder().put("permissions", permissions).build())
          .put("cwd", world.project().toString())
          .put("home", world.home().toString())
          .build();
    }

    @Override
    public String toString() {
      String shown = text.replace("\n", "\\n");
      return id() + ": " + (shown.length() <= 160 ? shown : shown.substring(0, 157) + "...");
    }
  }

  /** Reads a file. */
  public static CommandCorpus read(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.txt$", "");
    List<Entry> entries = new ArrayList<>();
    String label = "";
    String detail = "";
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.startsWith("## [")) {
        int end = line.indexOf(']');
        label = line.substring(4, end);
        detail = line.substring(end + 1).strip();
      } else if (!line.isEmpty() && !line.equals("#") && !line.startsWith("# ")) {
        String text = line.startsWith("json: ") ? string(line.substring(6), file, number) : line;
        entries.add(new Entry(name, number, label, detail, repeated(text)));
      }
    }
    return new CommandCorpus(name, entries);
  }

  /** The entries with that label. */
  public List<Entry> labelled(String label) {
    return entries.stream().filter(entry -> entry.label().equals(label)).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the corpus " + file, e);
    }
  }

  private static String string(String json, Path file, int line) {
    try {
      if (JsonReader.read(json) instanceof Json.Str(String text)) {
        return text;
      }
    } catch (JsonException e) {
      throw new IllegalStateException(file + ":" + line + ": " + e.getMessage(), e);
    }
    throw new IllegalStateException(file + ":" + line + ": this is no JSON string");
  }

  private static String repeated(String text) {
    int open = text.indexOf('«');
    if (open < 0) {
      return text;
    }
    int times = text.indexOf('×', open);
    int close = text.indexOf('»', times);
    int count = Integer.parseInt(text.substring(open + 1, times));
    return text.substring(0, open)
        + text.substring(times + 1, close).repeat(count)
        + repeated(text.substring(close + 1));
  }
}
