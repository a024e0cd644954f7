package dev.muster.headless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Op;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate.AddDirectories;
import dev.muster.protocol.PermissionUpdate.AddRules;
import dev.muster.protocol.PermissionUpdate.Behavior;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.PermissionUpdate.RemoveDirectories;
import dev.muster.protocol.PermissionUpdate.RemoveRules;
import dev.muster.protocol.PermissionUpdate.ReplaceRules;
import dev.muster.protocol.PermissionUpdate.SetMode;
import dev.muster.protocol.TurnResult.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A host on standard input, line by line. */
class HostProtocolTest {

  private static final FakeAgent.Script ECHO =
      (agent, turn) -> {
        String text = ((ContentBlock.Text) turn.content().getLast()).text();
        agent.says("echo " + text);
        return new End.Completed("echo " + text, null);
      };

  private static final FakeAgent.Script FOREVER =
      (agent, turn) -> {
        new CountDownLatch(1).await();
        return new End.Completed("never", null);
      };

  @Test
  void eachMessageGetsOneResultAndTheEndOfInputEndsTheRun() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.host(), ECHO);
    run.send("{'type':'user','message':{'role':'user','content':'one'}}");
    run.send("{'type':'user','message':{'content':[{'type':'text','text':'two'}]}}");
    run.closeInput();
    assertThat(run.exit()).isZero();
    assertThat(run.results())
        .extracting(r -> r.string("result").orElse(""))
        .containsExactly("echo one", "echo two");
    assertThat(run.messages().stream().filter(m -> m.string("subtype").orElse("").equals("init")))
        .hasSize(2);
  }

  @Test
  void anEmptyInputDoesNothing() throws Exception {
    FaceRun run = FaceRun.of(FaceRun.host(), "", "\n  \n", ECHO);
    assertThat(run.exit()).isZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.opened()).isFalse();
  }

  @Test
  void unknownKindsAreIgnoredAndBlocksAreTaken() throws Exception {
    FaceRun run =
        FaceRun.of(
            FaceRun.host(),
            "",
            """
            {"type":"keep_alive"}
            {"type":"something_new","x":1}
            {"type":"control_cancel_request","request_id":"zz"}
            {"type":"user","message":{"role":"user","content":[\
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},\
            {"type":"document","title":"T","source":{"type":"base64","media_type":"application/pdf",\
            "data":"JVBERi0="}},{"type":"image","source":{"type":"url","url":"https://x/y"}},\
            {"type":"text","text":"what is it"}]}}
            """,
            ECHO);
    assertThat(run.exit()).isZero();
    List<ContentBlock> content = run.agent().turns.getFirst().content();
    assertThat(content.get(0)).isEqualTo(new ContentBlock.Image("image/png", "iVBORw0KGgo="));
    assertThat(content.get(1))
        .isEqualTo(new ContentBlock.Document("application/pdf", "JVBERi0=", "T"));
    assertThat(content.get(2)).isInstanceOf(ContentBlock.Other.class);
    assertThat(content.get(3)).isEqualTo(new ContentBlock.Text("what is it"));
  }

  @Test
  void aMessageThatDoesNotAskWaitsForTheNextThatDoes() throws Exception {
    FaceRun run =
        FaceRun.of(
            FaceRun.host(),
            "",
            """
            {"type":"user","shouldQuery":false,"message":{"role":"user","content":"note"}}
            {"type":"user","message":{"role":"user","content":"ask"}}
            """,
            ECHO);
    assertThat(run.results()).hasSize(1);
    assertThat(run.agent().turns.getFirst())
        .isEqualTo(
            new Op.UserTurn(List.of(new ContentBlock.Text("note"), new ContentBlock.Text("ask"))));
  }

  @Test
  void aLineThatIsNoMessageEndsTheRunAfterTheTurnsBeforeIt() throws Exception {
    String good = "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"one\"}}\n";
    for (String bad :
        List.of(
            "{nope",
            "[1]",
            "{\"type\":\"user\"}",
            "{\"type\":\"user\",\"message\":{\"role\":\"assistant\",\"content\":\"x\"}}",
            "{\"type\":\"user\",\"message\":{\"role\":\"user\"}}",
            "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[1]}}",
            "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]}}",
            "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}}")) {
      FaceRun run = FaceRun.of(FaceRun.host(), "", good + bad + "\n" + good, ECHO);
      assertThat(run.exit()).as(bad).isEqualTo(1);
      assertThat(run.results()).as(bad).hasSize(2);
      assertThat(run.results().getLast().string("subtype")).contains("error_during_execution");
      assertThat(run.stderr()).as(bad).contains("stream-json");
      assertThat(run.agent().turns).hasSize(1);
    }
  }

  @Test
  void aBlankMessageIsAFailedTurnAndTheNextOneGoesOn() throws Exception {
    FaceRun run =
        FaceRun.of(
            FaceRun.host(),
            "",
            """
            {"type":"user","message":{"role":"user","content":"  "}}
            {"type":"user","message":{"role":"user","content":"two"}}
            """,
            ECHO);
    assertThat(run.exit()).isZero();
    assertThat(run.results()).hasSize(2);
    assertThat(run.results().getFirst().bool("is_error")).contains(true);
  }

  @Test
  void replayedMessagesKeepTheirIdAndFollowTheInit() throws Exception {
    HeadlessOptions replaying =
        new HeadlessOptions(
            OutputFormat.STREAM_JSON,
            InputFormat.STREAM_JSON,
            true,
            false,
            true,
            false,
            false,
            "0.1.0",
            List.of());
    FaceRun run =
        FaceRun.of(
            replaying,
            "",
            "{\"type\":\"user\",\"uuid\":\"mine\",\"message\":{\"role\":\"user\",\"content\":\"one\"}}",
            ECHO);
    Json.Obj replayed = run.messages().get(1);
    assertThat(replayed.bool("isReplay")).contains(true);
    assertThat(replayed.string("uuid")).contains("mine");
    assertThat(replayed.string("timestamp")).contains("2026-02-03T04:05:06.007Z");
    assertThat(replayed.object("message").orElseThrow().string("content")).contains("one");
  }

  @Test
  void theIntroductionOfTheHostShapesTheSession() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.host(), ECHO);
    run.send(
        "{'type':'control_request','request_id':'c1','request':{'subtype':'initialize','hooks':{},"
            + "'agents':{},'systemPrompt':[''],'appendSystemPrompt':'be brief',"
            + "'jsonSchema':{'type':'object'}}}");
    Json.Obj answer = run.response("c1").object("response").orElseThrow();
    assertThat(answer.items("models")).hasSize(1);
    assertThat(answer.items("commands")).isEmpty();
    HostOptions host = run.agent().host;
    assertThat(host.systemPrompt()).isEmpty();
    assertThat(host.appendSystemPrompt()).isEqualTo("be brief");
    assertThat(host.jsonSchema()).isEqualTo(Json.Obj.builder().put("type", "object").build());
    run.send("{'type':'control_request','request_id':'c2','request':{'subtype':'initialize'}}");
    assertThat(run.response("c2").string("subtype")).contains("success");
    run.send(
        "{'type':'control_request','request_id':'c3','request':{'subtype':'initialize',"
            + "'appendSystemPrompt':'too late'}}");
    assertThat(run.response("c3").string("subtype")).contains("error");
    run.closeInput();
    assertThat(run.exit()).isZero();
  }

  @Test
  void whatTheHostAsksForAndIsMissingIsRefusedByName() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.host(), ECHO);
    run.send("{'type':'control_request','request_id':'c2','request':{'subtype':'rewind_files'}}");
    assertThat(run.response("c2").string("error").orElseThrow()).contains("rewind_files");
    run.send("{'type':'control_request','request_id':'c3'}");
    assertThat(run.response("c3").string("subtype")).contains("error");
    run.closeInput();
    assertThat(run.exit()).isZero();
  }

  @Test
  void whatTheModelWouldRefuseIsNotPutIntoTheSession() throws Exception {
    String png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";
    Map<String, String> flaws = new LinkedHashMap<>();
    flaws.put(media("image", "image/png", "!!!!"), "not in base64");
    flaws.put(media("image", "image/png", "AAAA"), "no PNG, JPEG, GIF or WebP");
    flaws.put(media("image", "image/jpeg", png), "said to be image/jpeg that is image/png");
    flaws.put(media("image", "image/tiff", png), "said to be image/tiff");
    flaws.put(media("image", "image/png", "A".repeat(7_200_000)), "more than 5 MB");
    flaws.put(media("document", "application/pdf", "AAAA"), "said to be a PDF that is none");
    FaceRun run = FaceRun.live(FaceRun.host(), ECHO);
    int results = 0;
    for (Map.Entry<String, String> flaw : flaws.entrySet()) {
      run.send(flaw.getKey());
      Json.Obj result = result(run, ++results);
      assertThat(result.string("subtype")).contains("error_during_execution");
      assertThat(result.toString()).contains(flaw.getValue());
    }
    run.send(media("image", "image/png", png));
    Json.Obj taken = result(run, ++results);
    assertThat(taken.string("result")).contains("echo look");
    run.closeInput();
    assertThat(run.exit()).isZero();
  }

  private static Json.Obj result(FaceRun run, int number) throws InterruptedException {
    run.await(any -> run.results().size() >= number);
    return run.results().get(number - 1);
  }

  private static String media(String block, String type, String data) {
    return "{'type':'user','message':{'role':'user','content':[{'type':'"
        + block
        + "','source':{'type':'base64','media_type':'"
        + type
        + "','data':'"
        + data
        + "'}},{'type':'text','text':'look'}]}}";
  }

  @Test
  void nothingIsDoneForAHostWhoseHooksWouldNotBeAsked() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.host(), ECHO);
    run.send(
        "{'type':'control_request','request_id':'c1','request':{'subtype':'initialize',"
            + "'hooks':{'PreToolUse':[{'hookCallbackIds':['h']}]}}}");
    run.send("{'type':'user','message':{'role':'user','content':'one'}}");
    assertThat(run.response("c1").string("error").orElseThrow()).contains("hooks");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.stdout()).contains("error_during_execution").doesNotContain("echo one");
  }

  @Test
  void modeAndModelAreChangedOrRefusedWithTheReason() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.host(), ECHO);
    run.send(control("c1", "'subtype':'set_permission_mode','mode':'plan'"));
    assertThat(run.response("c1").object("response").orElseThrow().string("mode")).contains("plan");
    run.send(control("c2", "'subtype':'set_permission_mode','mode':'bogus'"));
    assertThat(run.response("c2").string("error").orElseThrow()).contains("bogus");
    run.send(control("c3", "'subtype':'set_permission_mode','mode':'acceptEdits'"));
    assertThat(run.response("c3").string("error").orElseThrow()).contains("Policy forbids");
    run.send(control("c4", "'subtype':'set_permission_mode','mode':'bypassPermissions'"));
    assertThat(run.response("c4").string("error").orElseThrow())
        .contains("--allow-dangerously-skip-permissions");
    run.send(control("c5", "'subtype':'set_model','model':'haiku'"));
    assertThat(run.response("c5").string("subtype")).contains("success");
    run.send(control("c6", "'subtype':'set_model'"));
    assertThat(run.response("c6").string("subtype")).contains("success");
    run.send(control("c7", "'subtype':'set_max_thinking_tokens','max_thinking_tokens':null"));
    assertThat(run.response("c7").string("subtype")).contains("success");
    run.send(control("c8", "'subtype':'set_max_thinking_tokens','max_thinking_tokens':1000"));
    assertThat(run.response("c8").string("subtype")).contains("error");
    assertThat(run.agent().calls)
        .containsExactly("mode plan", "model haiku", "model claude-opus-4-8");
    run.closeInput();
    assertThat(run.exit()).isZero();
  }

  @Test
  void theHostInterruptsTheTurnUnderWayAndTheNextOneRuns() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    FaceRun run =
        FaceRun.live(
            FaceRun.host(),
            (agent, turn) -> {
              if (agent.turns.size() == 1) {
                first.countDown();
                return FOREVER.play(agent, turn);
              }
              return ECHO.play(agent, turn);
            });
    run.send("{'type':'user','message':{'role':'user','content':'one'}}");
    first.await();
    run.send("{'type':'user','uuid':'q','message':{'role':'user','content':'two'}}");
    run.send(control("c1", "'subtype':'interrupt'"));
    assertThat(run.response("c1").object("response").orElseThrow().items("still_queued"))
        .containsExactly(Json.of("q"));
    run.closeInput();
    assertThat(run.exit()).isZero();
    assertThat(run.results())
        .extracting(r -> r.string("subtype").orElse(""))
        .containsExactly("error_during_execution", "success");
  }

  @Test
  void anInterruptionThatComesBeforeTheTurnHasBegunStillEndsIt() throws Exception {
    for (int round = 0; round < 50; round++) {
      FaceRun run = FaceRun.live(FaceRun.host(), FOREVER);
      run.send("{'type':'user','message':{'role':'user','content':'one'}}");
      run.send(control("c1", "'subtype':'interrupt'"));
      run.closeInput();
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.results()).hasSize(1);
    }
  }

  @Test
  void anInterruptionOfNothingChangesNothing() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.host(), ECHO);
    run.send(control("c1", "'subtype':'interrupt'"));
    run.response("c1");
    run.send("{'type':'user','message':{'role':'user','content':'one'}}");
    run.closeInput();
    assertThat(run.exit()).isZero();
    assertThat(run.results()).hasSize(1);
  }

  @Test
  void theHostAllowsChangesOrRefusesACall() throws Exception {
    assertThat(asked("{'behavior':'allow'}")).isEqualTo(new Answer.Approve(null));
    assertThat(asked("{'behavior':'allow','updatedInput':{'command':'rm x','description':'d'}}"))
        .isEqualTo(new Answer.Approve(null));
    assertThat(asked("{'behavior':'allow','updatedInput':{'command':'ls'}}"))
        .isEqualTo(new Answer.Approve(Json.Obj.builder().put("command", "ls").build()));
    assertThat(asked("{'behavior':'deny','message':'no'}"))
        .isEqualTo(new Answer.Refuse("no", false));
    assertThat(asked("{'behavior':'deny','message':'no','interrupt':true}"))
        .isEqualTo(new Answer.Refuse("no", true));
  }

  @Test
  void theHostGrantsMoreAlongWithItsYes() throws Exception {
    String rules = "'rules':[{'toolName':'Bash','ruleContent':'npm test'},{'toolName':'Read'}]";
    String updates =
        "{'type':'addRules','behavior':'allow','destination':'localSettings',"
            + rules
            + "},"
            + "{'type':'replaceRules','behavior':'ask','destination':'session',"
            + rules
            + "},"
            + "{'type':'removeRules','behavior':'deny','destination':'userSettings',"
            + rules
            + "},"
            + "{'type':'setMode','mode':'acceptEdits','destination':'session'},"
            + "{'type':'setMode','mode':'auto','destination':'session'},"
            + "{'type':'addDirectories','directories':['/a'],'destination':'projectSettings'},"
            + "{'type':'removeDirectories','directories':['/b'],'destination':'cliArg'}";
    List<String> texts = List.of("Bash(npm test)", "Read");
    assertThat(asked("{'behavior':'allow','updatedPermissions':[" + updates + "]}"))
        .isEqualTo(
            new Answer.Approve(
                null,
                List.of(
                    new AddRules(Behavior.ALLOW, texts, Destination.LOCAL_SETTINGS),
                    new ReplaceRules(Behavior.ASK, texts, Destination.SESSION),
                    new RemoveRules(Behavior.DENY, texts, Destination.USER_SETTINGS),
                    new SetMode(PermissionMode.ACCEPT_EDITS, Destination.SESSION),
                    new AddDirectories(List.of("/a"), Destination.PROJECT_SETTINGS),
                    new RemoveDirectories(List.of("/b"), Destination.SESSION))));
  }

  @Test
  void whateverIsNotClearlyAYesIsANo() throws Exception {
    for (String answer :
        List.of(
            "{}",
            "{'behavior':'maybe'}",
            "{'behavior':true}",
            "{'behavior':'allow','updatedInput':'ls'}",
            "{'behavior':'allow','updatedPermissions':'x'}",
            "{'behavior':'allow','updatedInput':null}",
            granting("{'type':'addRules','behavior':'deny'}"),
            granting("{'type':'setMode','mode':'plan'}"),
            granting("{'type':'removeRules'}"),
            granting("{'type':'forget','destination':'session'}"),
            granting("{'type':'setMode','mode':'no','destination':'session'}"),
            granting("{'type':'addRules','behavior':'maybe','destination':'session'}"),
            granting("{'type':'addRules','behavior':'allow','destination':'moon'}"),
            granting("{'type':'addDirectories','directories':[1],'destination':'session'}"),
            granting(
                "{'type':'addRules','behavior':'allow','destination':'session','rules':['Bash']}"),
            granting("1"))) {
      assertThat(asked(answer)).as(answer).isInstanceOf(Answer.Refuse.class);
    }
  }

  private static String granting(String update) {
    return "{'behavior':'allow','updatedPermissions':[" + update + "]}";
  }

  @Test
  void aQuestionIsWrittenAsTheSdkReadsIt() throws Exception {
    Asking asking = new Asking();
    FaceRun run = asking.start();
    Json.Obj request = run.await(m -> FaceRun.type(m).equals("control_request"));
    assertThat(request.object("request").orElseThrow())
        .isEqualTo(
            FaceRun.json(
                """
                {"subtype":"can_use_tool","tool_name":"Bash","display_name":"Bash",
                 "input":{"command":"rm x","description":"d"},"title":"Deletes x",
                 "description":"Deletes x. Risk: medium (it deletes files)",
                 "permission_suggestions":[],"suppress_always_allow_rule":true,
                 "decision_reason":"no rule allows it",
                 "decision_reason_type":"mode","tool_use_id":"toolu_1"}
                """));
    run.closeInput();
    assertThat(run.exit()).isZero();
    assertThat(asking.answer).isInstanceOf(Answer.Refuse.class);
  }

  @Test
  void anErrorOfTheHostIsANoAndAnAnswerToNothingIsIgnored() throws Exception {
    Asking asking = new Asking();
    FaceRun run = asking.start();
    String id = id(run);
    run.send(
        "{'type':'control_response','response':{'subtype':'success','request_id':'other',"
            + "'response':{'behavior':'allow'}}}");
    run.send(
        "{'type':'control_response','response':{'subtype':'error','request_id':'"
            + id
            + "','error':'oops'}}");
    run.closeInput();
    assertThat(run.exit()).isZero();
    assertThat(((Answer.Refuse) asking.answer).message()).contains("oops");
  }

  @Test
  void aQuestionIsWithdrawnWhenTheTurnIsInterrupted() throws Exception {
    Asking asking = new Asking();
    FaceRun run = asking.start();
    String id = id(run);
    run.send(control("c1", "'subtype':'interrupt'"));
    Json.Obj cancel = run.await(m -> FaceRun.type(m).equals("control_cancel_request"));
    assertThat(cancel.string("request_id")).contains(id);
    run.closeInput();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(asking.answer).isNull();
  }

  private static Answer asked(String answer) throws Exception {
    Asking asking = new Asking();
    FaceRun run = asking.start();
    run.send(
        "{'type':'control_response','response':{'subtype':'success','request_id':'"
            + id(run)
            + "','response':"
            + answer
            + "}}");
    run.closeInput();
    assertThat(run.exit()).isZero();
    return asking.answer;
  }

  private static String id(FaceRun run) throws InterruptedException {
    return run.await(m -> FaceRun.type(m).equals("control_request"))
        .string("request_id")
        .orElse("");
  }

  private static String control(String id, String request) {
    return "{'type':'control_request','request_id':'" + id + "','request':{" + request + "}}";
  }

  /** A turn that asks one question and keeps the answer. */
  private static final class Asking {
    private volatile Answer answer;

    FaceRun start() throws Exception {
      FaceRun run =
          FaceRun.live(
              FaceRun.host(),
              (agent, turn) -> {
                Json.Obj input =
                    Json.Obj.builder().put("command", "rm x").put("description", "d").build();
                ToolCall call = agent.calls("Bash", "toolu_1", input);
                answer = agent.asker.ask(call, FakeAgent.ask("no rule allows it"));
                return new End.Completed("done", null);
              });
      run.send("{'type':'user','message':{'role':'user','content':'one'}}");
      return run;
    }
  }
}
