package dev.muster.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what differs from run to run by names that do not: paths, UUIDs, times, durations, ports
 * and process ids. Immutable.
 *
 * <p>UUIDs are numbered in the order in which they appear, so that a text still shows which are the
 * same.
 */
public final class Normaliser {

  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final Pattern MILLIS =
      Pattern.compile(
          "(\"[A-Za-z_]*(?:_ms|Ms|Millis|_duration|durationMs|delay)\"\\s*:\\s*)\\d+(\\.\\d+)?");
  private static final Pattern PORT = Pattern.compile("(127\\.0\\.0\\.1|localhost):\\d{2,5}");

  /** One replacement. */
  private record Step(Pattern pattern, String replacement) {}

  private final List<Step> steps;

  private Normaliser(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** A normaliser of UUIDs, ISO times, JSON members of milliseconds, and loopback ports. */
  public static Normaliser create() {
    return new Normaliser(List.of());
  }

  /** This normaliser, with a path told by a name; of several, the one added first wins. */
  public Normaliser path(Path path, String name) {
    String slug = path.toString().replaceAll("[^A-Za-z0-9]", "-");
    return replacing(Pattern.quote(path.toString()), Matcher.quoteReplacement(name))
        .replacing(Pattern.quote(slug), Matcher.quoteReplacement(name));
  }

  /** This normaliser, with one more regular expression and what stands for its matches. */
  public Normaliser replacing(String expression, String replacement) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(Pattern.compile(expression), replacement));
    return new Normaliser(more);
  }

  /** The text with everything replaced. */
  public String apply(String text) {
    String result = text;
    for (Step step : steps) {
      result = step.pattern.matcher(result).replaceAll(step.replacement);
    }
    result = TIME.matcher(result).replaceAll("<time>");
    result = MILLIS.matcher(result).replaceAll("$1\"<ms>\"");
    result = PORT.matcher(result).replaceAll("$1:<port>");
    return numbered(result);
  }

  private static String numbered(String text) {
    Map<String, String> names = new LinkedHashMap<>();
    Matcher matcher = UUID.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String name =
          names.computeIfAbsent(matcher.group(), _ -> "<uuid-" + (names.size() + 1) + ">");
      matcher.appendReplacement(out, Matcher.quoteReplacement(name));
    }
    return matcher.appendTail(out).toString();
  }
}
