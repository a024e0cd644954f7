package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LoadTest {

  @Test
  void answersAHundredConnectionsAtOnce() throws Exception {
    Script script = Script.of().otherwise(Turn.text("the same for everybody, in a few words"));
    int each = 50;
    try (ScriptedModel model = ScriptedModel.start(script);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> clients = new ArrayList<>();
      for (int c = 0; c < 100; c++) {
        String session = "session-" + c;
        clients.add(
            threads.submit(() -> {
              int good = 0;
              try (RawClient client = new RawClient(model)) {
                client.header("x-claude-code-session-id", session);
                Node.Obj body = Requests.user("hi " + session);
                for (int i = 0; i < each; i++) {
                  RawClient.Answer answer = client.post(body);
                  good += answer.body().endsWith("message_stop\"}\n\n") ? 1 : 0;
                }
              }
              return good;
            }));
      }
      int good = 0;
      for (Future<Integer> client : clients) {
        good += client.get();
      }
      assertThat(good).isEqualTo(100 * each);
      assertThat(model.violations()).isEmpty();
      assertThat(model.requests()).hasSize(100 * each);
    }
  }
}
