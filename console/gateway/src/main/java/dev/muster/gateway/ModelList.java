package dev.muster.gateway;

import dev.muster.domain.Caller;
import dev.muster.json.Json;
import dev.muster.pricing.ModelFacts;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the models that a caller may ask for: those that have a price and an upstream. */
final class ModelList {

  /** What the Messages API says of a model whose release it does not know. */
  private static final String EPOCH = "1970-01-01T00:00:00Z";

  private static final int MOST = 1_000;
  private static final int USUAL = 20;

  private ModelList() {}

  /** Answers a request for models. */
  static void answer(Authenticated authenticated, Authorised.Rules rules, GatewayEvents events) {
    GatewayRequest request = authenticated.request();
    List<ModelFacts> models = models(authenticated.caller(), rules);
    switch (request.target().operation()) {
      case MODEL -> {
        for (ModelFacts model : models) {
          if (model.id().equals(request.target().model())) {
            Replies.send(request, describe(model));
            return;
          }
        }
        Replies.refuse(
            request, authenticated.caller(), Refusal.notFound("There is no such model."), events);
      }
      case PROFILES -> Replies.send(request, profiles(models));
      case MODELS, ANSWER, COUNT, HELLO, NOTHING ->
          Replies.send(request, page(models, request.http().params()));
    }
  }

  private static List<ModelFacts> models(Caller caller, Authorised.Rules rules) {
    List<ModelFacts> models = new ArrayList<>();
    for (ModelFacts model : rules.catalog().models()) {
      boolean priced = !model.rates().isEmpty();
      boolean served = !rules.upstreams().candidates(model.id(), model.id()).isEmpty();
      if (priced && served && Authorised.allows(caller, model.id(), model.id())) {
        models.add(model);
      }
    }
    return models;
  }

  private static Json.Obj page(List<ModelFacts> models, MultiMap query) {
    int limit = limit(query.get("limit"));
    int from = 0;
    int to = Math.min(models.size(), limit);
    String after = query.get("after_id");
    String before = query.get("before_id");
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).id().equals(after)) {
        from = i + 1;
        to = Math.min(models.size(), from + limit);
      } else if (after == null && models.get(i).id().equals(before)) {
        to = i;
        from = Math.max(0, i - limit);
      }
    }
    List<Json> data = new ArrayList<>();
    for (ModelFacts model : models.subList(from, to)) {
      data.add(describe(model));
    }
    Json.Builder page = Json.Obj.builder().put("data", data);
    page.put("has_more", (before != null && after == null) ? from > 0 : to < models.size());
    if (data.isEmpty()) {
      return page.putNull("first_id").putNull("last_id").build();
    }
    return page.put("first_id", models.get(from).id())
        .put("last_id", models.get(to - 1).id())
        .build();
  }

  private static int limit(@Nullable String text) {
    try {
      return text == null ? USUAL : Math.clamp(Integer.parseInt(text), 1, MOST);
    } catch (NumberFormatException notANumber) {
      return USUAL;
    }
  }

  private static Json.Obj describe(ModelFacts model) {
    return Json.Obj.builder()
        .put("type", "model")
        .put("id", model.id())
        .put("display_name", model.displayName())
        .put("created_at", EPOCH)
        .put("max_input_tokens", model.contextWindow())
        .put("max_tokens", model.maxOutput())
        .build();
  }

  private static Json.Obj profiles(List<ModelFacts> models) {
    List<Json> summaries = new ArrayList<>();
    for (ModelFacts model : models) {
      summaries.add(
          Json.Obj.builder()
              .put("inferenceProfileId", "global.anthropic." + model.id())
              .put("inferenceProfileName", model.displayName())
              .put("status", "ACTIVE")
              .put("type", "SYSTEM_DEFINED")
              .put("models", List.of())
              .build());
    }
    return Json.Obj.builder().put("inferenceProfileSummaries", summaries).build();
  }
}
