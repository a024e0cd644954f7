package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where messages go, in one of the output formats. Called by one thread at a time. */
sealed interface MessageOutput {

  /** Takes a message that is no result. */
  void message(Json.Obj message);

  /** Takes a result. */
  void result(TurnResult result, Json.Obj message);

  /** Takes a message of the control protocol. */
  void control(Json.Obj message);

  /** Writes what was kept for the end. */
  void close();

  /** The output for that format. */
  static MessageOutput of(HeadlessOptions options, LineOutput out, Consumer<String> err) {
    return switch (options.output()) {
      case TEXT -> new Text(out, err);
      case JSON -> new Whole(out, options.verbose());
      case STREAM_JSON -> new Stream(out);
    };
  }

  /** The last text, and nothing else. */
  final class Text implements MessageOutput {
    private final LineOutput out;
    private final Consumer<String> err;
    private @Nullable End last;

    Text(LineOutput out, Consumer<String> err) {
      this.out = out;
      this.err = err;
    }

    @Override
    public void message(Json.Obj message) {}

    @Override
    public void result(TurnResult result, Json.Obj message) {
      last = result.end();
    }

    @Override
    public void control(Json.Obj message) {}

    @Override
    public void close() {
      End end = last;
      if (end == null) {
        return;
      }
      String text = ResultMessage.text(end);
      switch (end) {
        // Scripts read the reason of a failure where they read the answer; the exit code tells.
        case End.Completed _, End.ModelFailed _, End.Refused _, End.OutputLimit _ -> print(text);
        case End.MaxTurns _, End.MaxBudget _, End.MaxStructuredRetries _ -> print("Error: " + text);
        case End.Interrupted _ -> err.accept(text);
        case End.Broke _ -> {} // told on standard error already, whatever the format
      }
    }

    private void print(String text) {
      out.line(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One JSON value at the end. */
  final class Whole implements MessageOutput {
    private final LineOutput out;
    private final boolean all;
    private final List<Json> kept = new ArrayList<>();
    private Json.@Nullable Obj last;

    Whole(LineOutput out, boolean all) {
      this.out = out;
      this.all = all;
    }

    @Override
    public void message(Json.Obj message) {
      if (all) {
        kept.add(message);
      }
    }

    @Override
    public void result(TurnResult result, Json.Obj message) {
      message(message);
      last = message;
    }

    @Override
    public void control(Json.Obj message) {}

    @Override
    public void close() {
      Json.Obj result = last;
      if (result != null) {
        out.line(JsonWriter.bytes(all ? new Json.Arr(kept) : result));
      }
    }
  }

  /** Every message at once. */
  final class Stream implements MessageOutput {
    private final LineOutput out;

    Stream(LineOutput out) {
      this.out = out;
    }

    @Override
    public void message(Json.Obj message) {
      out.line(JsonWriter.bytes(message));
    }

    @Override
    public void result(TurnResult result, Json.Obj message) {
      message(message);
    }

    @Override
    public void control(Json.Obj message) {
      message(message);
    }

    @Override
    public void close() {}
  }
}
