package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.RawClient.Answer;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.police.Rule;
import dev.muster.scriptedmodel.script.Policing;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicingTest {

  private static final String USES =
      "{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'Read','input':{}},"
          + "{'type':'tool_use','id':'b','name':'Read','input':{}}]}";
  private static final String RESULTS =
      "{'role':'user','content':[{'type':'tool_result','tool_use_id':'b','content':'2'},"
          + "{'type':'tool_result','tool_use_id':'a','content':[{'type':'text','text':'1'}]},"
          + "{'type':'text','text':'and now?'}]}";
  private static final String TOOL =
      "{'name':'Read','description':'d','input_schema':{'type':'object','properties':"
          + "{'n':{'type':['string','null']},'l':{'type':'array','items':{'type':'integer'}}}}}";

  private static final ScriptedModel MODEL =
      ScriptedModel.start(Script.of().otherwise(Turn.text("fine")));

  private static Answer ask(Node.Obj body) throws IOException {
    try (RawClient client = new RawClient(MODEL)) {
      return client.post(body);
    }
  }

  private static Node.Obj with(String name, String value) {
    Node parsed = Requests.json("{'v':" + value + "}").at("v");
    return Requests.of(Requests.says("hi")).with(name, parsed);
  }

  private static String cached(int count) {
    String block = "{'type':'text','text':'x','cache_control':{'type':'ephemeral'}}";
    return "{'role':'user','content':[" + (block + ",").repeat(count - 1) + block + "]}";
  }

  static Stream<Node.Obj> goodRequests() {
    return Stream.of(
        Requests.of(Requests.says("hi")),
        Requests.of(Requests.says("hi"), USES, RESULTS),
        Requests.of(Requests.says("hi"), "{'role':'system','content':'a note'}", USES, RESULTS),
        Requests.of(Requests.says("a"), Requests.says("b")),
        Requests.of(cached(4)),
        with("tools", "[" + TOOL + "]")
            .with("tool_choice", Requests.json("{'type':'tool','name':'Read'}")),
        with("thinking", "{'type':'enabled','budget_tokens':3999}"),
        with("thinking", "{'type':'adaptive'}"),
        with("something_new", "{'a':1}"),
        Requests.of(
            Requests.says("hi"),
            "{'role':'assistant','content':[{'type':'thinking','thinking':'t','signature':'s'},"
                + "{'type':'novelty','x':1},{'type':'text','text':'t'}]}",
            "{'role':'user','content':[{'type':'image','source':{'type':'base64',"
                + "'media_type':'image/png','data':'aGk='}}]}"));
  }

  @ParameterizedTest
  @MethodSource("goodRequests")
  void takesGoodRequests(Node.Obj body) throws IOException {
    Answer answer = ask(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        bad(Rule.MODEL, with("model", "''"), "model: a model must be named"),
        bad(
            Rule.MAX_TOKENS,
            with("max_tokens", "0"),
            "max_tokens: must be a whole number greater than 0"),
        bad(
            Rule.MAX_TOKENS,
            Requests.of(Requests.says("hi")).without("max_tokens"),
            "max_tokens: must be a whole number greater than 0"),
        bad(
            Rule.THINKING_CONFIG,
            with("thinking", "{'type':'enabled','budget_tokens':4000}"),
            "thinking.budget_tokens: must be less than max_tokens"),
        bad(
            Rule.THINKING_CONFIG,
            with("thinking", "{'type':'enabled','budget_tokens':10}"),
            "thinking.budget_tokens: must be at least 1024"),
        bad(
            Rule.THINKING_CONFIG,
            with("thinking", "{'type':'deep'}"),
            "thinking.type: is unknown: \"deep\""),
        bad(
            Rule.SYSTEM,
            with("system", "[{'type':'text','text':' '}]"),
            "system.0: text must not be empty"),
        bad(
            Rule.TOOL_NAME,
            with("tools", "[" + TOOL + "," + TOOL + "]"),
            "tools.1.name: tool names must be unique: Read"),
        bad(
            Rule.TOOL_NAME,
            with("tools", "[" + TOOL.replace("'Read'", "'a b'") + "]"),
            "tools.0.name: is no tool name: \"a b\""),
        bad(
            Rule.TOOL_SCHEMA,
            with("tools", "[" + TOOL.replace("'integer'", "'int'") + "]"),
            "tools.0.input_schema.properties.l.items.type: \"int\" is no type of JSON Schema"),
        bad(
            Rule.TOOL_SCHEMA,
            with("tools", "[{'name':'x','input_schema':{'type':'string'}}]"),
            "tools.0.input_schema: must be a JSON Schema of type object"),
        bad(
            Rule.TOOL_CHOICE,
            with("tools", "[" + TOOL + "]")
                .with("tool_choice", Requests.json("{'type':'tool','name':'Write'}")),
            "tool_choice.name: no tool is called \"Write\""),
        bad(
            Rule.TOOL_CHOICE,
            with("tools", "[" + TOOL + "]")
                .with("tool_choice", Requests.json("{'type':'any'}"))
                .with("thinking", Requests.json("{'type':'adaptive'}")),
            "tool_choice: cannot force a tool while thinking is on"),
        bad(Rule.MESSAGE_FORM, Requests.of(), "messages: at least one message is required"),
        bad(
            Rule.MESSAGE_FORM,
            Requests.of("{'role':'user','content':'x','id':'m'}"),
            "messages.0.id: extra members are not permitted"),
        bad(
            Rule.ROLE,
            Requests.of(Requests.says("x"), "{'role':'tool','content':'x'}"),
            "messages.1.role: must be user or assistant, is \"tool\""),
        bad(
            Rule.FIRST_ROLE,
            Requests.of("{'role':'assistant','content':'x'}"),
            "messages.0.role: the first message must be the user's"),
        bad(
            Rule.FIRST_ROLE,
            Requests.of("{'role':'system','content':'x'}"),
            "messages.0.role: the first message must be the user's"),
        bad(
            Rule.EMPTY_CONTENT,
            Requests.of(Requests.says("")),
            "messages.0.content: must not be empty"),
        bad(
            Rule.EMPTY_CONTENT,
            Requests.of("{'role':'user','content':[]}"),
            "messages.0.content: must not be empty"),
        bad(
            Rule.EMPTY_CONTENT,
            Requests.of(
                Requests.says("hi"),
                USES,
                RESULTS.replace("'content':'2'", "'content':'','is_error':true")),
            "messages.2.content.0.content: must not be empty for an error"),
        bad(
            Rule.EMPTY_TEXT,
            Requests.of("{'role':'user','content':[{'type':'text','text':' '}]}"),
            "messages.0.content.0.text: text must hold more than white space"),
        bad(
            Rule.BLOCK_FORM,
            Requests.of(
                "{'role':'user','content':[{'type':'tool_use','id':'a','name':'b','input':{}}]}"),
            "messages.0.content.0: the user cannot say a block of type tool_use"),
        bad(
            Rule.BLOCK_FORM,
            Requests.of("{'role':'user','content':[{'type':'text','text':'x','uuid':'1'}]}"),
            "messages.0.content.0.uuid: extra members are not permitted"),
        bad(
            Rule.BLOCK_FORM,
            Requests.of(
                Requests.says("hi"),
                "{'role':'assistant','content':[{'type':'thinking','thinking':'t'}]}"),
            "messages.1.content.0: thinking needs its text and its signature"),
        bad(
            Rule.BLOCK_FORM,
            Requests.of(
                Requests.says("hi"),
                "{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'R','input':'{}'}]}"),
            "messages.1.content.0.input: must be an object"),
        bad(
            Rule.BLOCK_FORM,
            Requests.of(
                "{'role':'user','content':[{'type':'image','source':{'type':'base64',"
                    + "'media_type':'image/png','data':'###'}}]}"),
            "messages.0.content.0.source.data: must be base64 and not empty"),
        bad(
            Rule.TOOL_USE_DUPLICATE,
            Requests.of(Requests.says("hi"), USES, RESULTS, USES, RESULTS),
            "messages.3: tool_use ids must be unique: a"),
        bad(
            Rule.TOOL_USE_UNANSWERED,
            Requests.of(Requests.says("hi"), USES),
            "messages.1: tool_use without a tool_result in the message that follows: a, b"),
        bad(
            Rule.TOOL_USE_UNANSWERED,
            Requests.of(
                Requests.says("hi"),
                USES,
                RESULTS.replace("'tool_use_id':'b'", "'tool_use_id':'a'")),
            "messages.2: tool_result for a, which is no open tool_use of the message before"),
        bad(
            Rule.TOOL_USE_UNANSWERED,
            Requests.of(Requests.says("hi"), USES, "{'role':'system','content':'x'}", RESULTS),
            "messages.1: tool_use without a tool_result in the message that follows: a, b"),
        bad(
            Rule.TOOL_RESULT_ORPHANED,
            Requests.of(RESULTS),
            "messages.0: tool_result for b, which is no open tool_use of the message before"),
        bad(
            Rule.TOOL_RESULT_ORPHANED,
            Requests.of(
                Requests.says("hi"), USES, RESULTS, "{'role':'assistant','content':'x'}", RESULTS),
            "messages.4: tool_result for b, which is no open tool_use of the message before"),
        bad(
            Rule.TOOL_RESULT_NOT_FIRST,
            Requests.of(Requests.says("hi"), USES, Requests.says("wait"), RESULTS),
            "messages.2: tool_result for b must stand before all other content"),
        bad(
            Rule.CACHE_COUNT,
            Requests.of(cached(5)),
            "cache_control: at most 4 blocks may carry cache_control, found 5"),
        bad(
            Rule.CACHE_FORM,
            Requests.of(
                Requests.says("hi"),
                "{'role':'assistant','content':[{'type':'thinking','thinking':'t','signature':'s',"
                    + "'cache_control':{'type':'ephemeral'}}]}"),
            "messages.1.content.0: cache_control cannot be set on thinking"),
        bad(
            Rule.CACHE_FORM,
            Requests.of(cached(1).replace("'ephemeral'", "'ephemeral','ttl':'2h'")),
            "messages.0.content.0.cache_control.ttl: must be 5m or 1h"),
        bad(
            Rule.CACHE_FORM,
            Requests.of(cached(1).replace("'ephemeral'", "'ephemeral','ttl':'1h'"))
                .with("system", Requests.json(cached(1)).at("content")),
            "messages.0.content.0.cache_control.ttl: 1h must not come after 5m"));
  }

  private static Arguments bad(Rule rule, Node.Obj body, String message) {
    return Arguments.of(rule, body, message);
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void refusesBadRequests(Rule rule, Node.Obj body, String message) throws IOException {
    int before = MODEL.violations().size();
    Answer answer = ask(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().at("error/type").text()).isEqualTo("invalid_request_error");
    assertThat(answer.errorMessage()).isEqualTo(message);
    assertThat(MODEL.violations().subList(before, MODEL.violations().size()))
        .extracting("rule")
        .contains(rule);
  }

  @Test
  void wantsItsHeadersUnlessToldOtherwise() throws IOException {
    try (ScriptedModel model = ScriptedModel.start(Script.of(Turn.text("x")));
        RawClient client = new RawClient(model)) {
      client.without("anthropic-version");
      assertThat(client.post(Requests.user("hi")).errorMessage())
          .isEqualTo("anthropic-version: header is required");
      client.header("anthropic-version", "2023-06-01").without("x-api-key");
      Answer answer = client.post(Requests.user("hi"));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json().at("error/type").text()).isEqualTo("authentication_error");
      assertThat(model.violations())
          .extracting("rule")
          .containsExactly(Rule.VERSION_HEADER, Rule.CREDENTIAL_HEADER);
      assertThat(model.remaining()).isEqualTo(1);
    }
    Script lax = Script.of(Turn.text("x")).policing(Policing.WITHOUT_CREDENTIAL);
    try (ScriptedModel model = ScriptedModel.start(lax);
        RawClient client = new RawClient(model).without("x-api-key")) {
      assertThat(client.post(Requests.user("hi")).status()).isEqualTo(200);
    }
  }

  @Test
  void refusesBodiesThatAreNotJson() throws IOException {
    try (RawClient client = new RawClient(MODEL)) {
      assertThat(client.send("POST", "/v1/messages", "{\"a\":1,\"a\":2}").status()).isEqualTo(400);
      assertThat(client.send("POST", "/v1/messages", "[]").errorMessage())
          .isEqualTo("body: expected a JSON object");
    }
  }
}
