package dev.muster.provider;

import dev.muster.model.ModelAnswer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Measures one streamed call in a fresh process. {@code serve} prints a port and stays; {@code call
 * URL} prints the milliseconds until each step is done.
 */
final class ColdCall {

  private ColdCall() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("serve")) {
      try (RawServer server = new RawServer((q, n, to) -> to.stream(Fixture.STREAM))) {
        System.out.println(server.port());
        new CountDownLatch(1).await();
      }
    }
    long start = System.nanoTime();
    AnthropicClient client =
        new AnthropicClient(
            ProviderConfig.of(Map.of("ANTHROPIC_BASE_URL", args[1])),
            Fixture.key(),
            new ClientIdentity("0", "s"),
            InstantSource.system());
    long made = System.nanoTime();
    ModelAnswer answer = client.send(Fixture.request(), true, event -> {});
    long first = System.nanoTime();
    ModelAnswer again = client.send(Fixture.request(), true, event -> {});
    long second = System.nanoTime();
    client.close();
    long closed = System.nanoTime();
    System.out.printf(
        "made %.1f first %.1f second %.1f close %.1f ms %s%n",
        (made - start) / 1e6,
        (first - made) / 1e6,
        (second - first) / 1e6,
        (closed - second) / 1e6,
        answer instanceof ModelAnswer.Complete && again instanceof ModelAnswer.Complete);
  }
}
