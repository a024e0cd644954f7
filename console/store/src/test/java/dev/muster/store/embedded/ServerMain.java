package dev.muster.store.embedded;

import dev.muster.store.TestFolders;
import dev.muster.store.embedded.EmbeddedPostgres.Options;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A console that does nothing but hold a server; to be killed. */
final class ServerMain {

  private ServerMain() {}

  public static void main(String[] args) throws Exception {
    Options options =
        new Options(
            Path.of(args[0]),
            0,
            Optional.empty(),
            Optional.of(TestFolders.programs()),
            System.err::println);
    EmbeddedPostgres server = EmbeddedPostgres.start(options);
    System.out.println(server.pid().orElseThrow());
    new CountDownLatch(1).await();
  }
}
