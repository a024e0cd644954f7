package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the lines of a host until its input ends: messages go to the inbox, control requests are
 * answered at once, also while a turn runs.
 *
 * <p>Messages of kinds that are not known here are ignored. A line that is no message at all ends
 * the run, after the turns that came before it.
 */
final class HostInput implements Runnable {

  /** The most bytes of one line: what the Messages API takes in one request, and some room. */
  static final int MAX_LINE = 40 * 1024 * 1024;

  private final LineReader lines;
  private final Inbox inbox;
  private final HostAsker asker;
  private final Function<Json.Obj, Json.Obj> requests;
  private final Consumer<Json.Obj> out;
  private final List<ContentBlock> held = new ArrayList<>();

  HostInput(
      InputStream in,
      Inbox inbox,
      HostAsker asker,
      Function<Json.Obj, Json.Obj> requests,
      Consumer<Json.Obj> out) {
    this.lines = new LineReader(in, MAX_LINE);
    this.inbox = inbox;
    this.asker = asker;
    this.requests = requests;
    this.out = out;
  }

  @Override
  public void run() {
    try {
      byte[] line = lines.next();
      while (line != null) {
        take(line);
        line = lines.next();
      }
    } catch (ProblemException bad) {
      inbox.add(new Inbox.Item.Fail(bad.problem()));
    } catch (LineReader.TooLong tooLong) {
      inbox.add(
          new Inbox.Item.Fail(
              UserMessage.bad("a line of more than 40 MB", "Send smaller messages").problem()));
    } catch (IOException gone) {
      // The host is gone; what it asked for is still done.
    } finally {
      asker.close();
      inbox.add(new Inbox.Item.End());
    }
  }

  private void take(byte[] line) {
    if (isBlank(line)) {
      return;
    }
    Json.Obj message;
    try {
      message = JsonReader.readObject(line);
    } catch (JsonException e) {
      throw UserMessage.bad(
          "a line that is not a JSON object: " + e.getMessage() + " (column " + e.column() + ")",
          "");
    }
    switch (message.string("type").orElse("")) {
      case "user" -> user(UserMessage.parse(message));
      case "control_request" -> out.accept(requests.apply(message));
      case "control_response" -> message.object("response").ifPresent(asker::answered);
      default -> {} // keep_alive, control_cancel_request (nothing of ours takes long), and the new
    }
  }

  private void user(UserMessage message) {
    if (!message.asks()) {
      held.addAll(message.content());
      return;
    }
    inbox.add(new Inbox.Item.Turn(message.after(held)));
    held.clear();
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
