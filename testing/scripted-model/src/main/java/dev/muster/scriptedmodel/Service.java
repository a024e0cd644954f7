package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.answer.Delivery;
import dev.muster.scriptedmodel.answer.PromptCache;
import dev.muster.scriptedmodel.answer.Spoken;
import dev.muster.scriptedmodel.http.Connection;
import dev.muster.scriptedmodel.http.Handler;
import dev.muster.scriptedmodel.http.HttpRequest;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import dev.muster.scriptedmodel.node.NodeWriter;
import dev.muster.scriptedmodel.police.Findings;
import dev.muster.scriptedmodel.police.History;
import dev.muster.scriptedmodel.police.RequestRules;
import dev.muster.scriptedmodel.police.Rule;
import dev.muster.scriptedmodel.police.Violation;
import dev.muster.scriptedmodel.script.Fault;
import dev.muster.scriptedmodel.script.Policing;
import dev.muster.scriptedmodel.script.RequestFacts;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Values;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers the API's requests from a script. Thread-safe. */
final class Service implements Handler {

  private final Script script;
  private final Ledger ledger;
  private final Stage stage;
  private final History history = new History();
  private final PromptCache cache = new PromptCache();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger toolIds = new AtomicInteger();

  Service(Script script, Options options) {
    this.script = script;
    this.stage = new Stage(script);
    this.ledger = new Ledger(options);
  }

  /** One request on its way through. */
  private record Call(int number, HttpRequest request, Connection connection, Node.Obj body) {}

  @Override
  public void handle(HttpRequest request, Connection connection) throws IOException {
    int number = numbers.incrementAndGet();
    Call call = new Call(number, request, connection, Node.obj());
    String path = request.path();
    boolean post = "POST".equals(request.method());
    boolean get = "GET".equals(request.method()) || "HEAD".equals(request.method());
    if (post && (path.equals("/v1/messages") || path.equals("/v1/messages/count_tokens"))) {
      withBody(call, path.endsWith("count_tokens"));
    } else if (get && path.equals("/v1/models")) {
      json(call, 200, Models.list(script.models()));
    } else if (get && path.startsWith("/v1/models/")) {
      model(call, path.substring("/v1/models/".length()));
    } else if (get && path.equals("/api/hello")) {
      json(call, 200, Node.obj("message", "hello"));
    } else {
      json(call, 404, Fault.errorNode("not_found_error", "nothing is served at " + path));
    }
  }

  private void model(Call call, String id) throws IOException {
    if (script.models().contains(id)) {
      json(call, 200, Models.one(id));
    } else {
      json(call, 404, Fault.errorNode("not_found_error", "model: " + id));
    }
  }

  private void withBody(Call bare, boolean count) throws IOException {
    Findings findings = new Findings();
    Node.Obj body;
    try {
      body = NodeReader.readObject(bare.request.body());
    } catch (NodeException e) {
      findings.add(Rule.JSON, "body", String.valueOf(e.getMessage()));
      refuse(bare, findings);
      return;
    }
    Call call = new Call(bare.number, bare.request, bare.connection, body);
    police(call, count, findings);
    if (!findings.none()) {
      refuse(call, findings);
    } else if (count) {
      count(call);
    } else {
      messages(call, findings);
    }
  }

  private void count(Call call) throws IOException {
    int status = script.counting().status();
    if (status == 200) {
      long tokens = PromptCache.estimate(call.body) * script.counting().percent() / 100;
      json(call, 200, Node.obj("input_tokens", Math.max(1, tokens)));
    } else {
      json(call, status, Fault.errorNode(Fault.typeOf(status), "no prompt is counted here"));
    }
  }

  private void police(Call call, boolean count, Findings findings) {
    Policing policing = script.policing();
    if (policing.requests()) {
      if (call.request.header("anthropic-version") == null) {
        findings.add(Rule.VERSION_HEADER, "anthropic-version", "header is required");
      }
      if (count) {
        RequestRules.checkCount(call.body, findings);
      } else {
        RequestRules.check(call.body, findings);
      }
    }
    if (policing.credential()
        && call.request.header("x-api-key") == null
        && call.request.header("authorization") == null) {
      findings.add(Rule.CREDENTIAL_HEADER, "x-api-key", "header is required");
    }
  }

  private void messages(Call call, Findings findings) throws IOException {
    RequestFacts facts = facts(call);
    Stage.Cue cue;
    History.Ticket ticket = null;
    synchronized (stage) {
      cue = stage.cue(facts);
      if (cue != null) {
        ticket = admit(call, cue, facts, findings);
        if (ticket != null) {
          stage.use(cue);
        }
      }
    }
    if (cue == null) {
      overrun(call);
    } else if (ticket == null) {
      refuse(call, findings);
    } else {
      answer(call, cue, facts, ticket);
    }
  }

  private RequestFacts facts(Call call) {
    String session = call.request.header("x-claude-code-session-id");
    String agent = call.request.header("x-claude-code-agent-id");
    return RequestFacts.of(
        call.number, call.body, session == null ? "" : session, agent == null ? "" : agent);
  }

  private History.@Nullable Ticket admit(
      Call call, Stage.Cue cue, RequestFacts facts, Findings findings) {
    String unmet = cue.turn().expect().unmet(facts);
    if (unmet != null) {
      findings.add(Rule.EXPECTATION, cue.name() + " of the script", unmet);
      return null;
    }
    History.Key key = script.policing().history() ? key(facts) : null;
    return history.admit(key, call.body, cue.turn().newHistory(), findings);
  }

  private static History.@Nullable Key key(RequestFacts facts) {
    if (!facts.session().isEmpty()) {
      return new History.Key(facts.session() + "/" + facts.agent(), true);
    }
    Node.Obj metadata = facts.body().object("metadata");
    String user = metadata == null ? null : metadata.text("user_id");
    return user == null ? null : new History.Key("user " + user, false);
  }

  private void answer(Call call, Stage.Cue cue, RequestFacts facts, History.Ticket ticket)
      throws IOException {
    Spoken spoken =
        Spoken.of(
            cue.turn().answer(),
            new Values(facts, script.variables()),
            facts.model(),
            "msg_" + Ledger.padded(call.number),
            () -> "toolu_" + Ledger.padded(toolIds.incrementAndGet()),
            cache.count(call.body));
    if (cue.turn().answer().stopReason().isEmpty()) {
      spoken = spoken.within(call.body.whole("max_tokens", Long.MAX_VALUE));
    }
    Delivery delivery = new Delivery(cue.turn(), spoken, call.connection, requestId(call), ticket);
    // Recorded first: a test that has read the answer must find its request here.
    ledger.add(recorded(call, delivery.status(facts.streamed()), cue.name()));
    delivery.send(facts.streamed());
  }

  private void overrun(Call call) throws IOException {
    String text =
        "the script has no turn for request "
            + call.number
            + "; its last text of the user is: "
            + facts(call).lastUserText();
    json(call, 500, Fault.errorNode("api_error", text), Map.of("x-should-retry", "false"));
  }

  private void refuse(Call call, Findings findings) throws IOException {
    for (Findings.Finding finding : findings.all()) {
      ledger.add(new Violation(call.number, finding.rule(), finding.message()));
    }
    Findings.Finding first = findings.all().getFirst();
    int status = first.rule() == Rule.CREDENTIAL_HEADER ? 401 : 400;
    Node.Obj error = Fault.errorNode(Fault.typeOf(status), first.message());
    json(call, status, error, Map.of("x-should-retry", "false"));
  }

  private void json(Call call, int status, Node.Obj body) throws IOException {
    json(call, status, body, Map.of());
  }

  private void json(Call call, int status, Node.Obj body, Map<String, String> headers)
      throws IOException {
    Map<String, String> head = new LinkedHashMap<>();
    head.put("content-type", "application/json");
    head.put("request-id", requestId(call));
    head.putAll(headers);
    Node.Obj whole = status < 400 ? body : body.with("request_id", Node.of(requestId(call)));
    ledger.add(recorded(call, status, ""));
    boolean withBody = !"HEAD".equals(call.request.method());
    call.connection.whole(status, head, NodeWriter.bytes(whole), withBody);
  }

  private static RecordedRequest recorded(Call call, int status, String turn) {
    HttpRequest request = call.request;
    return new RecordedRequest(
        call.number, request.method(), request.path(), request.headers(), call.body, status, turn);
  }

  private static String requestId(Call call) {
    return "req_" + Ledger.padded(call.number);
  }

  List<RecordedRequest> requests() {
    return ledger.requests();
  }

  List<Violation> violations() {
    return ledger.violations();
  }

  boolean overrun() {
    synchronized (stage) {
      return stage.overrun();
    }
  }

  int remaining() {
    synchronized (stage) {
      return stage.remaining();
    }
  }
}
