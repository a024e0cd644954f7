package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import dev.muster.permission.Decision;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Effect;
import dev.muster.protocol.Event;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import dev.muster.tool.ToolContext;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelCallsTest {

  private final LoopFixture loop = new LoopFixture();
  private final List<String> log = new CopyOnWriteArrayList<>();

  private TurnResult calling(ContentBlock.ToolUse... uses) {
    loop.model.calls(uses).says("done");
    return loop.turn("go");
  }

  private ToolOutcome logged(String id) {
    log.add(id);
    return ToolOutcome.text(id);
  }

  @Test
  void readOnlyCallsOverlapAndEndInTheOrderOfTheirEnds() {
    CountDownLatch lastIsOver = new CountDownLatch(1);
    CountDownLatch middleIsOver = new CountDownLatch(1);
    loop.with(
        TestTool.look(
            "Look",
            call -> {
              switch (call.call().id()) {
                case "t1" -> await(middleIsOver);
                case "t2" -> await(lastIsOver);
                default -> {}
              }
              return logged(call.call().id());
            }));
    // each end lets the next call end only once it was kept, so that the order is sure
    loop.model.calls(use("t1", "Look"), use("t2", "Look"), use("t3", "Look")).says("done");
    Thread.ofVirtual()
        .start(() -> {
          awaitResults(1);
          lastIsOver.countDown();
          awaitResults(2);
          middleIsOver.countDown();
        });
    TurnResult result = loop.turn("go");
    assertThat(result.turns()).isEqualTo(4);
    assertThat(loop.transcript.results()).containsExactly("t3", "t2", "t1");
    assertThat(
            loop.model.sent.getLast().request().messages().getLast().content().stream()
                .map(block -> ((ContentBlock.ToolResult) block).toolUseId()))
        .containsExactly("t3", "t2", "t1");
  }

  private void awaitResults(int number) {
    while (loop.told(Event.CallFinished.class).size() < number) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the calls do not overlap");
    }
  }

  @Test
  void otherCallsRunAloneAndInOrder() {
    AtomicInteger running = new AtomicInteger();
    loop.with(
        TestTool.act(
            "Act",
            call -> {
              assertThat(running.incrementAndGet()).isEqualTo(1);
              ToolOutcome outcome = logged(call.call().id());
              running.decrementAndGet();
              return outcome;
            }),
        TestTool.look(
            "Look",
            call -> {
              assertThat(running.get()).isZero();
              return logged(call.call().id());
            }));
    calling(
        use("a1", "Act"),
        use("l1", "Look"),
        use("l2", "Look"),
        use("a2", "Act"),
        use("a3", "Act"),
        use("l3", "Look"));
    assertThat(log).hasSize(6);
    assertThat(log.getFirst()).isEqualTo("a1");
    assertThat(log.subList(1, 3)).containsExactlyInAnyOrder("l1", "l2");
    assertThat(log.subList(3, 6)).containsExactly("a2", "a3", "l3");
  }

  @Test
  void atMostTenRunAtTheSameTime() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier tenTogether = new CyclicBarrier(10);
    loop.with(
        TestTool.look(
            "Look",
            call -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              try {
                tenTogether.await(10, TimeUnit.SECONDS);
              } catch (BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
              }
              running.decrementAndGet();
              return ToolOutcome.text("x");
            }));
    ContentBlock.ToolUse[] uses = new ContentBlock.ToolUse[30];
    for (int i = 0; i < uses.length; i++) {
      uses[i] = use("t" + i, "Look");
    }
    calling(uses);
    assertThat(most.get()).isEqualTo(10);
    assertThat(loop.transcript.results()).hasSize(30).noneMatch(id -> id.endsWith("!"));
  }

  @Test
  void oneThatFailsCancelsNoOther() {
    CountDownLatch failed = new CountDownLatch(2);
    loop.with(
        TestTool.look(
            "Look",
            call -> {
              switch (call.call().id()) {
                case "t1" -> {
                  failed.countDown();
                  throw new IllegalStateException("bad luck");
                }
                case "t2" -> {
                  failed.countDown();
                  throw new NoClassDefFoundError("an error that is no exception");
                }
                default -> await(failed);
              }
              return logged(call.call().id());
            }));
    TurnResult result =
        calling(use("t1", "Look"), use("t2", "Look"), use("t3", "Look"), use("t4", "None"));
    assertThat(result.end()).isInstanceOf(End.Completed.class);
    assertThat(loop.transcript.results()).containsExactlyInAnyOrder("t1!", "t2!", "t3", "t4!");
  }

  @Test
  void somebodyIsAskedOnceThoseBeforeHaveRunAndBeforeThoseBehind() {
    loop.with(
        TestTool.look("Look", call -> logged(call.call().id())),
        new TestTool("Ask", TestTool.Kind.WRITES, true, call -> logged("never")));
    loop.asker =
        (call, why) -> {
          assertThat(log).containsExactlyInAnyOrder("t1", "t2");
          return new Answer.Refuse("stop it", true);
        };
    loop.model.calls(
        use("t1", "Look"), use("t2", "Look"), use("t3", "Ask", "path", "a"), use("t4", "Look"));
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Interrupted(true));
    assertThat(log).hasSize(2);
    assertThat(loop.transcript.results().subList(2, 4)).containsExactly("t3!", "t4!");
    assertThat(result.denials()).hasSize(1);
    assertThat(decided()).containsExactlyInAnyOrder("t1", "t2", "t3");
  }

  private List<String> decided() {
    return loop.told(Event.CallDecided.class).stream().map(told -> told.call().id()).toList();
  }

  /** What comes behind a call that changes something is decided under what that left behind. */
  @Test
  void eachIsDecidedUnderWhatThoseBeforeItLeftBehind() {
    loop.engines =
        engine ->
            new EngineAround(engine) {
              @Override
              public Decision decide(
                  ToolCall call,
                  List<Effect> effects,
                  PermissionMode mode,
                  Answer.@Nullable Approve answer) {
                log.add("decide " + call.id());
                return super.decide(call, effects, mode, answer);
              }
            };
    TestTool read =
        new TestTool("Read", TestTool.Kind.READS, true, call -> logged(call.call().id()));
    loop.with(read, TestTool.act("Act", call -> logged(call.call().id())));
    calling(
        use("r1", "Read", "path", "a"),
        use("a1", "Act"),
        use("r2", "Read", "path", "a"),
        use("r3", "Read", "path", "b"));
    assertThat(log.subList(0, 7))
        .containsExactly(
            "decide r1", "decide a1", "r1", "decide a1", "a1", "decide r2", "decide r3");
    assertThat(log.subList(7, 9)).containsExactlyInAnyOrder("r2", "r3");
    assertThat(decided()).hasSize(4).startsWith("r1", "a1");
    assertThat(read.contexts.stream().map(ToolContext::place).distinct()).hasSize(3);
  }

  /** A tool that lets its calls run beside others does not make them reading ones. */
  @Test
  void whatIsNotKnownToReadOnlyRunsAlone() {
    AtomicInteger running = new AtomicInteger();
    loop.with(
        new TestTool(
            "Write",
            TestTool.Kind.WRITES,
            true,
            call -> {
              assertThat(running.incrementAndGet()).isEqualTo(1);
              ToolOutcome outcome = logged(call.call().id());
              running.decrementAndGet();
              return outcome;
            }));
    loop.asker = (call, why) -> new Answer.Approve(null);
    calling(
        use("t1", "Write", "path", "a"),
        use("t2", "Write", "path", "b"),
        use("t3", "Write", "path", "c"));
    assertThat(log).containsExactly("t1", "t2", "t3");
  }

  @Test
  void oneThatStopsByItselfDoesNotHangTheBatch() {
    loop.with(
        TestTool.look(
            "Look",
            call -> {
              throw new InterruptedException();
            }));
    loop.model.calls(use("t1", "Look"), use("t2", "Look"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(true));
  }

  @Test
  void aFullDiskStopsThemAll() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    loop.with(
        TestTool.look(
            "Look",
            call -> {
              if (call.call().id().equals("t1")) {
                begun.await();
                return ToolOutcome.text("x");
              }
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                stopped.countDown();
              }
              return ToolOutcome.text("never");
            }));
    loop.transcript.room = 3;
    loop.model.calls(use("t1", "Look"), use("t2", "Look"));
    assertThat(loop.agent().turn(LoopFixture.prompt("go")).end()).isInstanceOf(End.Broke.class);
    assertThat(stopped.getCount()).isZero();
    assertThat(loop.told(Event.CallFinished.class)).isEmpty();
  }
}
