package dev.muster.policy.cases;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Results of cases as JUnit XML, which CI servers read.
 *
 * <p>Written so that it fits both schemas in use: that of Ant's task, which asks for more, and that
 * of the Jenkins plug-in. For use by one thread.
 */
public final class JunitXml {

  private final Instant when;
  private final StringBuilder suites = new StringBuilder();
  private int count;
  private int tests;
  private int failures;
  private int errors;

  /** A report of tests that ran then. */
  public JunitXml(Instant when) {
    this.when = when;
  }

  /** Adds the results of a file as a suite. */
  public void results(CaseFile file, List<CaseResult> results) {
    StringBuilder cases = new StringBuilder();
    int failed = 0;
    long nanos = 0;
    for (CaseResult result : results) {
      nanos += result.nanos();
      cases.append("    <testcase");
      attribute(cases, "name", result.of().name());
      attribute(cases, "classname", file.name());
      attribute(cases, "time", seconds(result.nanos()));
      if (result.passed()) {
        cases.append("/>\n");
      } else {
        failed++;
        cases.append(">\n      <failure");
        attribute(cases, "message", result.failure());
        attribute(cases, "type", "decision");
        cases.append('>');
        escape(cases, file.name() + ":" + result.of().line() + ": " + result.failure());
        cases.append("</failure>\n    </testcase>\n");
      }
    }
    tests += results.size();
    failures += failed;
    suite(file.name(), results.size(), failed, 0, nanos, cases);
  }

  /** Adds a file that could not be tested as a suite with an error. */
  public void faults(String name, List<String> faults) {
    StringBuilder one = new StringBuilder("    <testcase");
    attribute(one, "name", "the file can be tested");
    attribute(one, "classname", name);
    attribute(one, "time", seconds(0));
    one.append(">\n      <error");
    attribute(one, "message", faults.isEmpty() ? "" : faults.getFirst());
    attribute(one, "type", "file");
    one.append('>');
    escape(one, String.join("\n", faults));
    one.append("</error>\n    </testcase>\n");
    tests++;
    errors++;
    suite(name, 1, 0, 1, 0, one);
  }

  private void suite(String name, int cases, int failed, int wrong, long nanos, CharSequence body) {
    suites.append("  <testsuite");
    attribute(suites, "id", Integer.toString(count++));
    attribute(suites, "name", name);
    attribute(suites, "package", "policy");
    attribute(suites, "timestamp", timestamp());
    attribute(suites, "hostname", "localhost");
    attribute(suites, "tests", Integer.toString(cases));
    attribute(suites, "failures", Integer.toString(failed));
    attribute(suites, "errors", Integer.toString(wrong));
    attribute(suites, "time", seconds(nanos));
    suites.append(">\n    <properties/>\n").append(body);
    suites.append("    <system-out/>\n    <system-err/>\n  </testsuite>\n");
  }

  private String timestamp() {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(when);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }

  private static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(out, value);
    out.append('"');
  }

  /** Writes text so that it is text to any XML parser; what XML cannot hold as an escape. */
  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\n', '\r', '\t' -> out.append("&#").append(c).append(';');
        default -> {
          if (isXml(c)) {
            out.appendCodePoint(c);
          } else {
            out.append(String.format("\\u%04x", c));
          }
        }
      }
    }
  }

  /** Whether XML 1.0 has that character ("Char" of its section 2.2). */
  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  /** The whole document. */
  public String text() {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites");
    attribute(out, "name", "muster policy test");
    attribute(out, "tests", Integer.toString(tests));
    attribute(out, "failures", Integer.toString(failures));
    attribute(out, "errors", Integer.toString(errors));
    return out.append(">\n").append(suites).append("</testsuites>\n").toString();
  }
}
