package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.RawClient.Answer;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.police.Rule;
import dev.muster.scriptedmodel.police.Violation;
import dev.muster.scriptedmodel.script.Fault;
import dev.muster.scriptedmodel.script.Policing;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Node.Obj FIRST = Requests.user("mend it");
  private static final String USE =
      "{'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':'s1'},"
          + "{'type':'tool_use','id':'toolu_1','name':'Read','input':{'b':1,'a':[1.0]}}]}";
  private static final String RESULT =
      "{'role':'user','content':[{'type':'tool_result','tool_use_id':'toolu_1','content':'x'}]}";

  private static Turn use() {
    Node content = Requests.json(USE).at("content");
    return Turn.blocks((Node.Obj) content.at("0"), (Node.Obj) content.at("1"));
  }

  /** A server for one script and a client of one session. */
  private static final class Talk implements AutoCloseable {
    final ScriptedModel model;

    Talk(Turn... turns) {
      model = ScriptedModel.start(Script.of(turns));
    }

    Answer say(String session, Node.Obj body) throws IOException {
      try (RawClient client = new RawClient(model)) {
        return client.header("x-claude-code-session-id", session).post(body);
      }
    }

    void fine(Node.Obj body) throws IOException {
      Answer answer = say("s", body);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    void refused(Node.Obj body, Rule rule, String message) throws IOException {
      Answer answer = say("s", body);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.errorMessage()).isEqualTo(message);
      assertThat(model.violations()).extracting(Violation::rule).containsExactly(rule);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  @Test
  void aConversationGoesOnFromWhatWasSaid() throws IOException {
    try (Talk talk = new Talk(use(), Turn.text("done"), Turn.text("more"))) {
      talk.fine(FIRST);
      // Members in another order, a text as a block, a number written otherwise, a breakpoint.
      Node.Obj second =
          Requests.append(
              Requests.of(
                  "{'content':[{'cache_control':{'type':'ephemeral'},'text':'mend it','type':'text'}],'role':'user'}"),
              USE.replace("'b':1,'a':[1.0]", "'a':[1],'b':1"),
              RESULT);
      talk.fine(second);
      talk.fine(
          Requests.append(second, "{'role':'assistant','content':'done'}", Requests.says("next")));
      talk.model.assertPlayed();
    }
  }

  @Test
  void aChangedMessageIsRefused() throws IOException {
    try (Talk talk = new Talk(use(), Turn.text("done"))) {
      talk.fine(FIRST);
      talk.refused(
          Requests.append(Requests.user("mend it!"), USE, RESULT),
          Rule.HISTORY_CHANGED,
          "messages.0.content.0: was {\"type\":\"text\",\"text\":\"mend it\"}, is"
              + " {\"type\":\"text\",\"text\":\"mend it!\"}");
    }
  }

  @Test
  void aChangedToolInputIsRefused() throws IOException {
    try (Talk talk = new Talk(use(), Turn.text("done"))) {
      talk.fine(FIRST);
      Answer answer = talk.say("s", Requests.append(FIRST, USE.replace("'b':1", "'b':2"), RESULT));
      assertThat(answer.errorMessage()).startsWith("messages.1.content.1: must repeat the answer");
    }
  }

  @Test
  void alteredThinkingIsRefused() throws IOException {
    for (String altered :
        new String[] {
          USE.replace("'hm'", "'ahem'"),
          USE.replace("'s1'", "'s2'"),
          USE.replace("{'type':'thinking','thinking':'hm','signature':'s1'},", "")
        }) {
      try (Talk talk = new Talk(use(), Turn.text("done"))) {
        talk.fine(FIRST);
        assertThat(talk.say("s", Requests.append(FIRST, altered, RESULT)).status()).isEqualTo(400);
        assertThat(talk.model.violations())
            .extracting(Violation::rule)
            .containsExactly(Rule.THINKING_ALTERED);
      }
    }
  }

  @Test
  void anotherModelNeedNotBeSentTheThinking() throws IOException {
    try (Talk talk = new Talk(use(), Turn.text("done"))) {
      talk.fine(FIRST);
      String without = USE.replace("{'type':'thinking','thinking':'hm','signature':'s1'},", "");
      talk.fine(Requests.append(FIRST, without, RESULT).with("model", Node.of("other")));
    }
  }

  @Test
  void aMissingAnswerIsRefused() throws IOException {
    try (Talk talk = new Talk(Turn.text("done"), Turn.text("more"))) {
      talk.fine(FIRST);
      talk.refused(
          Requests.append(FIRST, Requests.says("next")),
          Rule.HISTORY_CHANGED,
          "messages.0.content.1: was not there before");
    }
  }

  @Test
  void aDroppedHistoryIsRefused() throws IOException {
    try (Talk talk = new Talk(Turn.text("done"), Turn.text("more"))) {
      talk.fine(FIRST);
      Answer answer = talk.say("s", Requests.user("next"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(talk.say("another", Requests.user("next")).status()).isEqualTo(200);
    }
  }

  @Test
  void aReorderedHistoryIsRefused() throws IOException {
    try (Talk talk = new Talk(Turn.text("one"), Turn.text("two"), Turn.text("three"))) {
      talk.fine(FIRST);
      String one = "{'role':'assistant','content':'one'}";
      String two = "{'role':'assistant','content':'two'}";
      talk.fine(Requests.append(FIRST, one, Requests.says("b")));
      talk.refused(
          Requests.append(FIRST, two, Requests.says("b"), one, Requests.says("c")),
          Rule.HISTORY_CHANGED,
          "messages.1.content.0: was {\"type\":\"text\",\"text\":\"one\"}, is"
              + " {\"type\":\"text\",\"text\":\"two\"}");
    }
  }

  @Test
  void theSameRequestMayBeSentAgain() throws IOException {
    try (Talk talk =
        new Talk(Turn.error(529, "x"), Turn.text("cut").fault(Fault.closeAfter(2)), use())) {
      assertThat(talk.say("s", FIRST).status()).isEqualTo(529);
      assertThat(talk.say("s", FIRST).end()).isEqualTo(RawClient.End.CUT);
      talk.fine(FIRST);
      assertThat(talk.model.violations()).isEmpty();
    }
  }

  @Test
  void whatWasNotAnsweredMayBeLeftOutOrAddedTo() throws IOException {
    String one = "{'role':'assistant','content':'one'}";
    Node.Obj second = Requests.append(FIRST, one, Requests.says("b"));
    for (Node.Obj third :
        new Node.Obj[] {
          Requests.append(second, Requests.says("c")),
          Requests.append(FIRST, one, Requests.says("c")),
          Requests.append(second, "{'role':'assistant','content':'tw'}", Requests.says("c")),
        }) {
      try (Talk talk =
          new Talk(Turn.text("one"), Turn.text("two").fault(Fault.closeAfter(3)), Turn.text("x"))) {
        talk.fine(FIRST);
        talk.say("s", second);
        talk.fine(third);
      }
    }
  }

  @Test
  void aSummaryMayTakeThePlaceOfTheHistory() throws IOException {
    try (Talk talk =
        new Talk(
            Turn.text("done"),
            Turn.text("<summary>\nThe discount was mended in price.sh.\n</summary>"),
            Turn.text("more"))) {
      talk.fine(FIRST);
      talk.fine(
          Requests.append(
              FIRST, "{'role':'assistant','content':'done'}", Requests.says("Sum up, please.")));
      talk.fine(Requests.user("So far:\nThe discount was mended in price.sh.\nGo on."));
      talk.model.assertPlayed();
    }
  }

  @Test
  void aSideRequestHasItsOwnSystemPrompt() throws IOException {
    try (Talk talk = new Talk(Turn.text("done"), Turn.text("a title"), Turn.text("more"))) {
      talk.fine(FIRST);
      talk.fine(Requests.user("Name this talk.").with("system", Node.of("You find titles.")));
      talk.fine(
          Requests.append(FIRST, "{'role':'assistant','content':'done'}", Requests.says("next")));
      talk.model.assertPlayed();
    }
  }

  @Test
  void theScriptMayLetAHistoryBeginAnew() throws IOException {
    try (Talk talk = new Talk(Turn.text("done"), Turn.text("more").afterNewHistory())) {
      talk.fine(FIRST);
      talk.fine(Requests.user("something else"));
      talk.model.assertPlayed();
    }
  }

  @Test
  void inputThatWasNotJsonMayComeBackAsAnyObject() throws IOException {
    try (Talk talk = new Talk(Turn.tool("Read", "{\"file"), Turn.text("done"))) {
      talk.fine(FIRST);
      talk.fine(
          Requests.append(
              FIRST,
              "{'role':'assistant','content':[{'type':'tool_use','id':'toolu_0001','name':'Read','input':{'raw':'x'}}]}",
              RESULT.replace("toolu_1", "toolu_0001")));
    }
  }

  @Test
  void emptyTextsAndRefusalsNeedNotComeBack() throws IOException {
    String text = "{'type':'text','text':''}";
    try (Talk talk =
        new Talk(
            Turn.blocks(Requests.json(text)),
            Turn.text("no").stopReason("refusal"),
            Turn.text("ok"))) {
      talk.fine(FIRST);
      talk.fine(FIRST);
      talk.fine(Requests.user("mend it kindly"));
      talk.model.assertPlayed();
    }
  }

  @Test
  void aPausedTurnGoesOnFromItsOwnWords() throws IOException {
    try (Talk talk =
        new Talk(Turn.text("part one").stopReason("pause_turn"), Turn.text("part two"), use())) {
      talk.fine(FIRST);
      String one = "{'role':'assistant','content':'part one'}";
      Node.Obj second = Requests.append(FIRST, one);
      talk.fine(second);
      talk.fine(
          Requests.append(
              second, "{'role':'assistant','content':'part two'}", Requests.says("go on")));
    }
  }

  @Test
  void withoutASessionTheUserIdTellsTalksApart() throws IOException {
    Script script = Script.of().otherwise(Turn.text("ok"));
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model)) {
      Node metadata = Requests.json("{'user_id':'u'}");
      Node.Obj first = FIRST.with("metadata", metadata);
      assertThat(client.post(first).status()).isEqualTo(200);
      assertThat(client.post(Requests.user("other").with("metadata", metadata)).status())
          .isEqualTo(200);
      Node.Obj changed =
          Requests.append(first, "{'role':'assistant','content':'no'}", Requests.says("x"));
      assertThat(client.post(changed).status()).isEqualTo(400);
      assertThat(client.post(changed.without("metadata")).status()).isEqualTo(200);
    }
  }

  @Test
  void historyNeedNotBePoliced() throws IOException {
    Script script =
        Script.of().otherwise(Turn.text("ok")).policing(new Policing(true, true, false));
    try (ScriptedModel model = ScriptedModel.start(script);
        RawClient client = new RawClient(model).header("x-claude-code-session-id", "s")) {
      assertThat(client.post(FIRST).status()).isEqualTo(200);
      assertThat(client.post(Requests.user("other")).status()).isEqualTo(200);
    }
  }
}
