package dev.muster.server.command;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A command that asks a running console: the one on this machine's data folder, with the credential
 * that it keeps there, or one elsewhere, with an administrator's key.
 */
abstract class Remote implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The data folder of the console on this machine.")
  @Nullable Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A console elsewhere (also MUSTER_CONSOLE_URL); the administrator's key is taken from"
              + " MUSTER_CONSOLE_KEY.")
  @Nullable String url;

  @Option(names = "--json", description = "Print the console's answer as JSON.")
  boolean json;

  private final Surroundings surroundings;

  Remote(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  ConsoleClient console() {
    String elsewhere = url != null ? url : surroundings.variable("MUSTER_CONSOLE_URL").orElse(null);
    if (elsewhere == null) {
      return ConsoleClient.local(surroundings.dataFolder(data));
    }
    String key =
        surroundings
            .variable("MUSTER_CONSOLE_KEY")
            .orElseThrow(() ->
                new Failure(
                    ExitCode.USAGE, "--url needs an administrator's key in MUSTER_CONSOLE_KEY"));
    return new ConsoleClient(elsewhere, key);
  }

  /** Prints an answer: as it is with {@code --json}, else as those words. */
  int print(Json.Obj answer, String words) {
    surroundings.out().print(json ? JsonWriter.write(answer) + "\n" : words);
    surroundings.out().flush();
    return 0;
  }

  /** Every item of a list by ids, over all of its pages. */
  static List<Json.Obj> all(ConsoleClient console, String path, String filters) {
    List<Json.Obj> items = new ArrayList<>();
    String after = "";
    while (true) {
      String query =
          "?limit=1000" + filters + (after.isEmpty() ? "" : "&after_id=" + encoded(after));
      Json.Obj page = console.get(path + query);
      for (Json item : page.items("data")) {
        items.add((Json.Obj) item);
      }
      if (!page.bool("has_more").orElse(false)) {
        return items;
      }
      after = page.string("last_id").orElseThrow();
    }
  }

  /** Every item of a list by cursor, over all of its pages. */
  static List<Json.Obj> allByCursor(ConsoleClient console, String path, String filters) {
    List<Json.Obj> items = new ArrayList<>();
    String cursor = "";
    while (true) {
      String query = "?" + filters + (cursor.isEmpty() ? "" : "&page=" + encoded(cursor));
      Json.Obj page = console.get(path + query);
      for (Json item : page.items("data")) {
        items.add((Json.Obj) item);
      }
      if (page.string("next_page").isEmpty()) {
        return items;
      }
      cursor = page.string("next_page").get();
    }
  }

  /** A list as one answer, for {@code --json}. */
  static Json.Obj data(List<Json.Obj> items) {
    return Json.Obj.builder().put("data", items).build();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A member as text, empty where it is null or absent. */
  static String text(Json.Obj object, String name) {
    return object.string(name).orElse("");
  }

  /** Cents as dollars for people, to the cent or, below one, to what there is. */
  static String dollars(String cents) {
    BigDecimal dollars = new BigDecimal(cents).movePointLeft(2);
    BigDecimal rounded = dollars.setScale(2, RoundingMode.HALF_UP);
    boolean small = dollars.signum() != 0 && dollars.abs().compareTo(new BigDecimal("0.1")) < 0;
    return "$" + (small ? dollars.stripTrailingZeros().toPlainString() : rounded.toPlainString());
  }
}
