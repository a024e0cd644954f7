package dev.muster.server.run;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log: one JSON object a line on standard error, with {@code time}, {@code level}, {@code
 * logger}, {@code message} and, for faults, {@code fault}. What looks like a credential is masked;
 * nothing of a request's or answer's text is ever handed to it.
 */
public final class JsonLog {

  /** What credentials look like: the vendor's keys, ours, bearer tokens, passwords in URLs. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(sk-[a-z]+-[\\w-]{4})[\\w-]+|(muster-operator-)[\\w-]+|(bearer )[\\w.~+/=-]+"
              + "|(://[^:/@\\s]*:)[^@\\s]+(?=@)|(password=)[^&\\s]+");

  private JsonLog() {}

  /** Keeps the log going while the process shuts down: the JDK's own manager would end it. */
  public static final class Manager extends LogManager {
    /** For the JDK, which makes the one there is. */
    public Manager() {}

    @Override
    public void reset() {
      // Called when the process shuts down, of which the log is to tell.
    }
  }

  /**
   * Sends everything that is logged to a stream, from now on; to be called before anything logs.
   */
  public static void install(PrintStream out) {
    System.setProperty("java.util.logging.manager", Manager.class.getName());
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(
        new Handler() {
          private final Formatter formatter = new Lines();

          @Override
          public void publish(LogRecord record) {
            if (isLoggable(record)) {
              out.print(formatter.format(record));
            }
          }

          @Override
          public void flush() {
            out.flush();
          }

          @Override
          public void close() {
            out.flush();
          }
        });
    root.setLevel(Level.INFO);
    // What libraries say of their own starting and stopping helps nobody.
    for (String quiet : new String[] {"com.zaxxer.hikari", "org.flywaydb", "org.postgresql"}) {
      Quiet.getLogger(quiet).setLevel(Level.WARNING);
    }
  }

  /** Keeps the loggers whose levels were set: the JDK forgets those that nobody holds. */
  private static final class Quiet {
    private static final List<Logger> HELD = new ArrayList<>();

    static Logger getLogger(String name) {
      Logger logger = Logger.getLogger(name);
      HELD.add(logger);
      return logger;
    }
  }

  /** A text without what looks like a credential. */
  static String masked(String text) {
    return SECRET
        .matcher(text)
        .replaceAll(found -> {
          for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
              return Matcher.quoteReplacement(found.group(group) + "***");
            }
          }
          return "***";
        });
  }

  /** Writes records as JSON lines. */
  static final class Lines extends Formatter {
    @Override
    public String format(LogRecord record) {
      Instant time = record.getInstant().truncatedTo(ChronoUnit.MILLIS);
      Json.Builder line =
          Json.Obj.builder()
              .put("time", time.toString())
              .put("level", level(record.getLevel()))
              .put("logger", String.valueOf(record.getLoggerName()))
              .put("message", masked(formatMessage(record)));
      Throwable thrown = record.getThrown();
      if (thrown != null) {
        line.put("fault", masked(fault(thrown)));
      }
      return JsonWriter.write(line.build()) + "\n";
    }

    private static String level(Level level) {
      return level.intValue() >= Level.SEVERE.intValue()
          ? "error"
          : level.getName().toLowerCase(Locale.ROOT);
    }

    /** What was thrown, where, and what caused it, on one line. */
    private static String fault(Throwable thrown) {
      StringBuilder text = new StringBuilder();
      Throwable at = thrown;
      for (int depth = 0; at != null && depth < 5; depth++) {
        text.append(depth == 0 ? "" : " | caused by ").append(at);
        StackTraceElement[] trace = at.getStackTrace();
        for (int i = 0; i < Math.min(trace.length, 8); i++) {
          text.append(" < ").append(trace[i]);
        }
        at = at.getCause();
      }
      return text.toString();
    }
  }
}
