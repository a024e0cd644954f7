package dev.muster.server.run;

import dev.muster.domain.Alerts;
import dev.muster.domain.Alerts.Alert;
import dev.muster.domain.Cap;
import dev.muster.domain.Secret;
import dev.muster.domain.StoreException;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells of spend limits that are nearly or wholly reached: a line in the log always, a post to a
 * webhook where one is configured. A post that fails is tried again after a minute.
 */
final class AlertSender implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(AlertSender.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int AT_ONCE = 50;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Alerts alerts;
  private final Optional<Webhook> webhook;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Where posts go.
   *
   * @param secret signs each, where there is one
   * @param notices whether limits that only notify are posted too
   */
  record Webhook(URI url, Optional<Secret> secret, boolean notices) {}

  AlertSender(Alerts alerts, Optional<Webhook> webhook) {
    this.alerts = alerts;
    this.webhook = webhook;
  }

  /** Begins to look for alerts, on a thread of its own. */
  void start() {
    Thread.ofVirtual()
        .name("alerts")
        .start(() -> {
          try {
            while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
              send();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void send() {
    try {
      List<Alert> due = alerts.take(AT_ONCE);
      List<Alert> delivered = due.stream().filter(this::send).toList();
      if (!delivered.isEmpty()) {
        alerts.delivered(delivered);
      }
    } catch (StoreException away) {
      LOG.log(Level.FINE, "alerts wait for the database", away);
    }
  }

  private boolean send(Alert alert) {
    String body = JsonWriter.write(body(alert));
    LOG.warning("spend limit reached: " + body);
    Webhook to = webhook.orElse(null);
    if (to == null || (!alert.cap().hard() && !to.notices())) {
      return true;
    }
    try {
      post(to, body.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      LOG.warning("the webhook for alerts failed; trying again in a minute: " + e.getMessage());
      return false;
    }
  }

  static Json.Obj body(Alert alert) {
    Cap cap = alert.cap();
    return Json.Obj.builder()
        .put("type", "spend_alert")
        .put("id", Long.toString(alert.id()))
        .put("at", alert.at().toString())
        .put("percent", alert.percent())
        .put("spend_limit_id", cap.id())
        .put(
            "scope",
            Json.Obj.builder().put("type", cap.scope().kind()).put("id", cap.scope().id()).build())
        .put("amount_usd", dollars(cap.amountNanos()))
        .put("spent_usd", dollars(alert.spentNanos()))
        .put("is_hard", cap.hard())
        .put("period", cap.period().word())
        .put("resets_at", alert.window().end().toString())
        .build();
  }

  private static String dollars(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }

  private static void post(Webhook to, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) to.url().toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setRequestProperty("content-type", "application/json");
    if (to.secret().isPresent()) {
      connection.setRequestProperty(
          "x-muster-signature", "sha256=" + sign(to.secret().get(), body));
    }
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    connection.disconnect();
    if (status < 200 || status >= 300) {
      throw new IOException("it answered " + status);
    }
  }

  private static String sign(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
