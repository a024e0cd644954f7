package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.ToolCall;
import dev.muster.model.Usage;
import dev.muster.protocol.Agent;
import dev.muster.protocol.Asker;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Description;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.Op;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.Question;
import dev.muster.protocol.SessionInfo;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import dev.muster.protocol.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An agent that plays a script: a real implementation of the port, without a model. */
final class FakeAgent implements Agent {

  /** What one turn does. */
  interface Script {
    End play(FakeAgent agent, Op.UserTurn turn) throws InterruptedException;
  }

  static final Instant AT = Instant.parse("2026-02-03T04:05:06.007Z");
  static final Usage USAGE = new Usage(10, 5, 0, 3, 2, 0, 0, "standard", null);

  final EventSink events;
  final Asker asker;
  final HostOptions host;
  final List<Op.UserTurn> turns = Collections.synchronizedList(new ArrayList<>());
  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final CountDownLatch inTurn = new CountDownLatch(1);
  final List<ToolCall> denials = new ArrayList<>();
  StopReason lastStop = StopReason.END_TURN;
  boolean silent;
  int results;

  private final Script script;
  private volatile Thread worker;
  private String model = "claude-opus-4-8";
  private PermissionMode mode = PermissionMode.DEFAULT;

  FakeAgent(HostOptions host, EventSink events, Asker asker, Script script) {
    this.host = host;
    this.events = events;
    this.asker = asker;
    this.script = script;
  }

  @Override
  public TurnResult turn(Op op) {
    Op.UserTurn turn = (Op.UserTurn) op;
    turns.add(turn);
    worker = Thread.currentThread();
    events.emit(new Event.TurnStarted(info()));
    End end;
    try {
      inTurn.countDown();
      end = script.play(this, turn);
    } catch (InterruptedException stopped) {
      end = new End.Interrupted(results > 0);
    }
    worker = null;
    Thread.interrupted();
    TurnResult result = result(end);
    if (!silent) {
      events.emit(new Event.TurnEnded(result));
    }
    return result;
  }

  TurnResult result(End end) {
    return new TurnResult(
        end,
        1 + results,
        Duration.ofMillis(120),
        Duration.ofMillis(80),
        Duration.ofMillis(40),
        175_000,
        false,
        USAGE,
        Map.of(model, new TurnResult.ModelShare(USAGE, 175_000, 1_000_000, 64_000)),
        denials,
        lastStop);
  }

  void says(String text) {
    events.emit(
        new Event.AssistantBlock("msg_1", model, new ContentBlock.Text(text), USAGE, "req_1"));
  }

  ToolCall calls(String tool, String id, Json.Obj input) {
    events.emit(
        new Event.AssistantBlock(
            "msg_1", model, new ContentBlock.ToolUse(id, tool, input), USAGE, "req_1"));
    return new ToolCall(id, tool, input);
  }

  void finished(ToolCall call, ToolOutcome outcome) {
    results++;
    events.emit(new Event.CallFinished(call, outcome, AT));
  }

  static Question ask(String reason) {
    return new Question(
        new Decided(Verdict.ASK, reason, List.of()),
        Question.Cause.MODE,
        new Description(List.of("Deletes x"), Description.Risk.MEDIUM, "it deletes files", ""),
        List.of());
  }

  @Override
  public void interrupt() {
    calls.add("interrupt");
    Thread busy = worker;
    if (busy != null) {
      busy.interrupt();
    }
  }

  @Override
  public void setMode(PermissionMode wanted) {
    if (wanted == PermissionMode.ACCEPT_EDITS) {
      throw new ProblemException(
          new Problem(ProblemCode.MODE_FORBIDDEN, "Policy forbids that mode", "Ask the admin"));
    }
    calls.add("mode " + wanted.wireName());
    mode = wanted;
    events.emit(new Event.ModeChanged(wanted));
  }

  @Override
  public void setModel(String wanted) {
    calls.add("model " + wanted);
    model = wanted;
  }

  @Override
  public SessionInfo info() {
    return new SessionInfo(
        "s-1", Path.of("/repo"), model, mode, List.of("Bash", "Read"), "none", "0.1.0");
  }
}
