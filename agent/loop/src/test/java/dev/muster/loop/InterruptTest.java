package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.Event;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TranscriptItem;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A turn that is stopped: every tool use is answered, and the next turn is as any other. */
@Timeout(30)
class InterruptTest {

  private final LoopFixture loop = new LoopFixture();
  private final CountDownLatch never = new CountDownLatch(1);

  /** Interrupts from another thread, and waits until that was done. */
  private void interruptNow() {
    Thread other = Thread.ofVirtual().start(loop.agent()::interrupt);
    boolean interrupted = false;
    while (other.isAlive()) {
      LockSupport.parkNanos(100_000);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ToolOutcome block(PermittedCall call) throws InterruptedException {
    interruptNow();
    never.await();
    return ToolOutcome.text("never");
  }

  private void nextTurnWorks() {
    loop.model.says("well");
    assertThat(loop.turn("go on").end()).isEqualTo(new End.Completed("well", null));
  }

  @Test
  void whileTheModelStreams() {
    loop.model.then((request, streamed, events) -> {
      loop.model.complete(request, StopReason.END_TURN, Usage.tokens(50, 1), events);
      interruptNow();
      never.await();
      throw new AssertionError("not interrupted");
    });
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Interrupted(false));
    assertThat(loop.told(Event.AssistantBlock.class)).isEmpty();
    assertThat(loop.transcript.notes().getLast()).contains("interrupted the answer");
    assertThat(result.costNanos()).isEqualTo(50 * 1_000 + 5_000);
    assertThat(result.costIsAtLeast()).isTrue();
    assertThat(result.usage()).isEqualTo(Usage.tokens(50, 1));
    nextTurnWorks();
    assertThat(loop.model.sent.getLast().lastText()).contains("interrupted the answer", "go on");
  }

  @Test
  void beforeTheAnswerBeginsTheBudgetTakesTheWorst() {
    loop.budget = OptionalLong.of(10_000_000_000L);
    loop.model.then((request, streamed, events) -> {
      interruptNow();
      never.await();
      throw new AssertionError("not interrupted");
    });
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Interrupted(false));
    assertThat(result.costNanos()).isGreaterThan(4_000 * 5_000);
    nextTurnWorks();
  }

  @Test
  void duringOneTool() {
    loop.with(TestTool.act("Act", this::block));
    loop.model.calls(use("t1", "Act"), use("t2", "Act"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(true));
    assertThat(loop.transcript.results()).containsExactly("t1!", "t2!");
    assertThat(loop.transcript.resultOf("t1")).contains("interrupted before it came to a result");
    assertThat(loop.transcript.resultOf("t2")).contains("not started");
    assertThat(loop.transcript.notes().getLast()).contains("while tools were running");
    nextTurnWorks();
  }

  @Test
  void duringAToolThatTakesNoNotice() {
    loop.with(
        TestTool.act(
            "Act",
            call -> {
              interruptNow();
              assertThat(Thread.interrupted()).isTrue();
              return ToolOutcome.text("acted all the same");
            }));
    loop.model.calls(use("t1", "Act"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(true));
    assertThat(loop.transcript.results()).containsExactly("t1");
    nextTurnWorks();
  }

  private void callMany(int number) {
    ContentBlock.ToolUse[] uses = new ContentBlock.ToolUse[number];
    for (int i = 0; i < uses.length; i++) {
      uses[i] = use("t" + i, "Look");
    }
    loop.model.calls(uses);
  }

  @Test
  void duringParallelTools() {
    CountDownLatch othersWait = new CountDownLatch(3);
    loop.with(
        TestTool.look(
            "Look",
            call -> {
              switch (call.call().id()) {
                case "t0" -> {
                  othersWait.await();
                  loop.agent().interrupt();
                  loop.agent().interrupt();
                }
                case "t1" -> {
                  return ToolOutcome.text("done before");
                }
                case "t2" -> {
                  try {
                    othersWait.countDown();
                    never.await();
                  } catch (InterruptedException stopped) {
                    return ToolOutcome.text("done nevertheless");
                  }
                }
                default -> othersWait.countDown();
              }
              never.await();
              return ToolOutcome.text("never");
            }));
    callMany(5);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(true));
    assertThat(loop.transcript.results())
        .containsExactlyInAnyOrder("t0!", "t1", "t2", "t3!", "t4!");
    assertThat(loop.transcript.resultOf("t2")).isEqualTo("done nevertheless\n");
    assertThat(loop.transcript.resultOf("t3")).contains("interrupted before");
    nextTurnWorks();
  }

  @Test
  void parallelToolsThatWaitForTheirTurnAreNotBegun() {
    CountDownLatch begun = new CountDownLatch(10);
    loop.with(
        TestTool.look(
            "Look",
            call -> {
              begun.countDown();
              begun.await();
              loop.agent().interrupt();
              never.await();
              return ToolOutcome.text("never");
            }));
    callMany(12);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(true));
    assertThat(loop.transcript.all(TranscriptItem.ToolAnswered.class))
        .filteredOn(item -> LoopFixture.words(item.content()).contains("not started"))
        .hasSize(2);
    assertThat(loop.transcript.results()).hasSize(12).allMatch(id -> id.endsWith("!"));
    nextTurnWorks();
  }

  @Test
  void betweenTheAnswerAndItsCalls() {
    loop.with(TestTool.act("Act", call -> ToolOutcome.text("acted")));
    loop.model.then((request, streamed, events) -> {
      interruptNow();
      return loop.model.complete(
          request, StopReason.TOOL_USE, Usage.tokens(1, 1), events, use("t1", "Act"));
    });
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(true));
    assertThat(loop.transcript.resultOf("t1")).contains("not started");
    assertThat(loop.told(Event.AssistantBlock.class)).hasSize(1);
    nextTurnWorks();
  }

  @Test
  void whileAHostIsAsked() {
    loop.with(TestTool.write("Write", call -> ToolOutcome.text("written")));
    loop.asker =
        (call, why) -> {
          interruptNow();
          never.await();
          throw new AssertionError("not interrupted");
        };
    loop.model.calls(use("t1", "Write", "path", "a"));
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Interrupted(true));
    assertThat(result.denials()).isEmpty();
    nextTurnWorks();
  }

  @Test
  void beforeATurnThereIsNothingToStop() {
    loop.agent().interrupt();
    loop.agent().interrupt();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    nextTurnWorks();
  }

  @Test
  void asTheTurnBegins() {
    loop.attachments =
        prompt -> {
          interruptNow();
          interruptNow();
          return List.of();
        };
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(false));
    assertThat(loop.model.sent).isEmpty();
    loop.attachments = prompt -> List.of();
    nextTurnWorks();
  }

  @Test
  void afterTheLastAnswerItIsTooLate() {
    loop.model.then((request, streamed, events) -> {
      interruptNow();
      return loop.model.complete(
          request, StopReason.END_TURN, Usage.tokens(1, 1), events, new ContentBlock.Text("done"));
    });
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    nextTurnWorks();
  }

  /**
   * Stops turns that have no end at any moment; whatever that hits, what must hold after a turn
   * holds.
   */
  @Test
  void atAnyMoment() throws InterruptedException {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      LoopFixture one =
          new LoopFixture()
              .with(
                  TestTool.look(
                      "Look",
                      call -> {
                        LockSupport.parkNanos(50_000);
                        if (Thread.interrupted()) {
                          throw new InterruptedException();
                        }
                        return ToolOutcome.text("x");
                      }),
                  TestTool.act("Act", call -> ToolOutcome.text("x")));
      one.model.always =
          (request, streamed, events) -> {
            int i = one.model.sent.size();
            return one.model.complete(
                request,
                StopReason.TOOL_USE,
                Usage.tokens(1, 1),
                events,
                use("a" + i, "Act"),
                use("b" + i, "Look"),
                use("c" + i, "Look"),
                use("d" + i, "Act"));
          };
      SessionAgent agent = one.agent();
      long wait = random.nextLong(1_500_000);
      int times = 1 + random.nextInt(3);
      Thread other =
          Thread.ofVirtual()
              .start(() -> {
                while (one.events.isEmpty()) {
                  Thread.onSpinWait();
                }
                LockSupport.parkNanos(wait);
                for (int i = 0; i < times; i++) {
                  agent.interrupt();
                  LockSupport.parkNanos(20_000);
                }
              });
      TurnResult result = one.turn("go");
      other.join();
      assertThat(result.end()).isInstanceOf(End.Interrupted.class);
      one.model.says("well");
      assertThat(one.turn("go on").end()).isEqualTo(new End.Completed("well", null));
    }
  }
}
