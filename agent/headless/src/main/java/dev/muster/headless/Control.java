package dev.muster.headless;

import dev.muster.json.Json;

/** The envelopes of the control protocol. */
final class Control {

  private Control() {}

  static Json.Obj success(String requestId, Json.Obj response) {
    Json.Builder body = Json.Obj.builder().put("subtype", "success").put("request_id", requestId);
    if (!response.members().isEmpty()) {
      body.put("response", response);
    }
    return envelope(body);
  }

  static Json.Obj error(String requestId, String reason) {
    return envelope(
        Json.Obj.builder()
            .put("subtype", "error")
            .put("request_id", requestId)
            .put("error", reason));
  }

  static Json.Obj request(String requestId, Json.Obj request) {
    return Json.Obj.builder()
        .put("type", "control_request")
        .put("request_id", requestId)
        .put("request", request)
        .build();
  }

  static Json.Obj cancel(String requestId) {
    return Json.Obj.builder()
        .put("type", "control_cancel_request")
        .put("request_id", requestId)
        .build();
  }

  private static Json.Obj envelope(Json.Builder body) {
    return Json.Obj.builder().put("type", "control_response").put("response", body.build()).build();
  }
}
