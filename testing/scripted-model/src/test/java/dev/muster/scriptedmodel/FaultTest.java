package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.RawClient.Answer;
import dev.muster.scriptedmodel.RawClient.End;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Fault;
import dev.muster.scriptedmodel.script.Insertion;
import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultTest {

  private static Answer ask(Turn turn, boolean streamed) throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of(turn));
        RawClient client = new RawClient(model)) {
      return client.timeout(400).post(Requests.user("hi").with("stream", Node.of(streamed)));
    }
  }

  private static Answer ask(Fault fault) throws IOException {
    return ask(Turn.text("a text of several words").fault(fault), true);
  }

  @Test
  void anHttpErrorHasTheUsualBodyAndItsHeaders() throws IOException {
    Answer answer =
        ask(Fault.http(529, "Overloaded", Map.of("retry-after", "2", "x-should-retry", "true")));
    assertThat(answer.status()).isEqualTo(529);
    assertThat(answer.headers())
        .containsEntry("retry-after", "2")
        .containsEntry("x-should-retry", "true");
    assertThat(answer.json().at("error/type").text()).isEqualTo("overloaded_error");
    assertThat(answer.errorMessage()).isEqualTo("Overloaded");
    assertThat(answer.end()).isEqualTo(End.WHOLE);
  }

  @Test
  void anHttpErrorMayHaveAnyBody() throws IOException {
    Answer answer =
        ask(new Fault.Http(502, "<html>bad gateway</html>", Map.of("content-type", "text/html")));
    assertThat(answer.body()).isEqualTo("<html>bad gateway</html>");
    assertThat(answer.headers()).containsEntry("content-type", "text/html");
  }

  @Test
  void closesBeforeTheHead() throws IOException {
    Answer answer = ask(Fault.closeBeforeHead());
    assertThat(answer.status()).isEqualTo(-1);
    assertThat(answer.end()).isEqualTo(End.CUT);
  }

  @Test
  void resetsBeforeTheHead() throws IOException {
    assertThat(ask(new Fault.Reset(new Fault.Point.BeforeHead())).end()).isEqualTo(End.RESET);
  }

  @Test
  void closesAfterTheHeadAlone() throws IOException {
    Answer answer = ask(Fault.closeAfter(0));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.end()).isEqualTo(End.CUT);
  }

  @Test
  void closesAfterSoManyEvents() throws IOException {
    Answer answer = ask(Fault.closeAfter(3));
    assertThat(answer.events()).hasSize(3);
    assertThat(answer.end()).isEqualTo(End.CUT);
  }

  @Test
  void closesAfterEveryEventButNotProperly() throws IOException {
    Answer answer = ask(Fault.closeAfter(99));
    assertThat(answer.events().getLast().text("type")).isEqualTo("message_stop");
    assertThat(answer.end()).isEqualTo(End.CUT);
  }

  @Test
  void closesAfterSoManyBytes() throws IOException {
    Answer answer = ask(new Fault.Close(new Fault.Point.AfterBytes(100)));
    assertThat(answer.body()).hasSize(100);
    assertThat(answer.end()).isEqualTo(End.CUT);
  }

  @Test
  void resetsInTheStream() throws IOException {
    assertThat(ask(Fault.resetAfter(2)).end()).isEqualTo(End.RESET);
  }

  @Test
  void stallsAndThenCloses() throws IOException {
    Answer silent = ask(Fault.stallAfter(2, 60_000));
    assertThat(silent.end()).isEqualTo(End.SILENT);
    assertThat(silent.events()).hasSize(2);
    assertThat(ask(Fault.stallAfter(2, 20)).end()).isEqualTo(End.CUT);
  }

  @Test
  void stallsBeforeTheHead() throws IOException {
    Answer answer = ask(new Fault.Stall(new Fault.Point.BeforeHead(), 60_000));
    assertThat(answer.status()).isEqualTo(-1);
    assertThat(answer.end()).isEqualTo(End.SILENT);
  }

  @Test
  void sendsAnErrorEventAndEndsProperly() throws IOException {
    Answer answer = ask(Fault.overloadedAfter(2));
    assertThat(answer.events()).hasSize(3);
    assertThat(answer.events().getLast().at("error/type").text()).isEqualTo("overloaded_error");
    assertThat(answer.body()).contains("event: error\n");
    assertThat(answer.end()).isEqualTo(End.WHOLE);
  }

  @Test
  void sendsGarbageInPlaceOfHttp() throws IOException {
    Answer answer = ask(new Fault.Garbage("no http at all\r\n"));
    assertThat(answer.status()).isEqualTo(-1);
    assertThat(answer.body()).isEqualTo("no http at all");
  }

  @Test
  void insertsPingsUnknownEventsAndRubbish() throws IOException {
    Turn turn =
        Turn.text("hello")
            .pace(new Pace(2, 0, 0, 0, 2))
            .inserting(
                Insertion.event(1, "novelty", "{\"type\":\"novelty\"}"),
                new Insertion(2, ": a comment\n\n"));
    Answer answer = ask(turn, true);
    assertThat(answer.body()).contains("event: ping", "event: novelty", ": a comment");
    assertThat(answer.end()).isEqualTo(End.WHOLE);
  }

  @Test
  void cutsAnswersThatAreNotStreamed() throws IOException {
    Answer answer = ask(Turn.text("whole").fault(Fault.closeAfter(2)), false);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"id\":").doesNotContain("}}");
    assertThat(answer.end()).isEqualTo(End.CUT);
    assertThat(ask(Turn.text("x").fault(Fault.overloadedAfter(1)), false).status()).isEqualTo(529);
  }

  @Test
  void cutsTheStreamIntoPacketsAnywhere() throws IOException {
    Answer answer = ask(Turn.text("grüße 😀 aus 東京").pace(new Pace(3, 7, 0, 0, 0)), true);
    assertThat(answer.chunks().subList(0, answer.chunks().size() - 1)).containsOnly(7);
    StringBuilder text = new StringBuilder();
    answer.events().stream()
        .filter(e -> "content_block_delta".equals(e.text("type")))
        .forEach(e -> text.append(e.at("delta/text").text()));
    assertThat(text.toString()).isEqualTo("grüße 😀 aus 東京");
  }

  @Test
  void faultsCanBeReadFromAScript() throws IOException {
    String script =
        """
        {"turns": [
          {"fault": {"kind": "http", "status": 429, "message": "slow", "headers": {"retry-after": "1"}}},
          {"answer": "a", "fault": {"kind": "close", "afterEvents": 2}},
          {"answer": "a", "fault": {"kind": "reset"}},
          {"answer": "a", "fault": {"kind": "stall", "afterBytes": 30, "forMs": 10}},
          {"answer": "a", "fault": {"kind": "error_event", "afterEvents": 1, "type": "api_error"}},
          {"fault": {"kind": "garbage", "text": "zzz\\r\\n"}},
          {"answer": "fine"}
        ]}
        """;
    try (ScriptedModel model = ScriptedModel.start(Script.parse(script))) {
      StringBuilder seen = new StringBuilder();
      for (int i = 0; i < 7; i++) {
        try (RawClient client = new RawClient(model)) {
          Answer answer = client.post(Requests.user("hi"));
          seen.append(answer.status()).append(' ').append(answer.end()).append(' ');
          seen.append(answer.body().length() == 30 ? "30 bytes" : "").append('\n');
        }
      }
      assertThat(seen.toString())
          .isEqualTo(
              """
              429 WHOLE\s
              200 CUT\s
              -1 RESET\s
              200 CUT 30 bytes
              200 WHOLE\s
              -1 CUT\s
              200 WHOLE\s
              """);
      model.assertPlayed();
    }
  }
}
