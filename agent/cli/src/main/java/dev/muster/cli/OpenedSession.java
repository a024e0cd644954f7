package dev.muster.cli;

import dev.muster.cli.args.Arguments.Fork;
import dev.muster.cli.args.Arguments.Start;
import dev.muster.conversation.Caps;
import dev.muster.conversation.Conversation;
import dev.muster.protocol.TranscriptSink;
import dev.muster.transcript.Redactor;
import dev.muster.transcript.Session;
import dev.muster.transcript.SessionStore;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session of a run: new, resumed or forked.
 *
 * @param kept the session's file, or {@code null} when nothing is kept
 * @param source the session that one which is not kept goes on from, or {@code null}
 * @param results where tools keep long results
 */
record OpenedSession(
    String id,
    SessionStore store,
    TranscriptSink sink,
    @Nullable Session kept,
    @Nullable String source,
    Path results) {

  /** Opens the session that the command line asks for. */
  static OpenedSession open(
      Start start,
      boolean persist,
      Surroundings around,
      SessionSettings settings,
      Redactor redactor) {
    SessionStore store =
        new SessionStore(
            settings.locations().configFolder(), around.clock(), around.version(), redactor);
    return switch (start) {
      case Start.Fresh(Optional<String> wanted) ->
          fresh(store, wanted.orElseGet(around.ids()), persist, around);
      case Start.Latest(Fork fork) -> {
        Optional<String> latest = store.latest(around.folder());
        yield latest.isPresent()
            ? goOn(store, latest.get(), fork, persist, around)
            : fresh(store, newId(fork, around), persist, around);
      }
      case Start.Resumed(String id, Fork fork) -> goOn(store, id, fork, persist, around);
    };
  }

  private static OpenedSession fresh(
      SessionStore store, String id, boolean persist, Surroundings around) {
    if (!persist) {
      return passing(store, id, null, around);
    }
    return of(store, store.create(id, around.folder()), around.folder());
  }

  /** A session that is not kept, nor its long results, which nobody would ever expire. */
  private static OpenedSession passing(
      SessionStore store, String id, @Nullable String source, Surroundings around) {
    String configured = around.environment().get("TMPDIR");
    Path temporary =
        configured == null || !configured.startsWith("/") ? Path.of("/tmp") : Path.of(configured);
    return new OpenedSession(
        id, store, SessionStore.none(), null, source, temporary.resolve("muster-" + id));
  }

  private static OpenedSession goOn(
      SessionStore store, String id, Fork fork, boolean persist, Surroundings around) {
    Path folder = around.folder();
    if (!persist) {
      return passing(store, fork instanceof Fork.Yes ? newId(fork, around) : id, id, around);
    }
    return switch (fork) {
      case Fork.No no -> of(store, store.resume(id, folder), folder);
      case Fork.Yes yes -> of(store, store.fork(id, newId(yes, around), folder), folder);
    };
  }

  private static OpenedSession of(SessionStore store, Session session, Path folder) {
    return new OpenedSession(
        session.id(), store, session, session, null, store.toolResults(folder, session.id()));
  }

  private static String newId(Fork fork, Surroundings around) {
    return switch (fork) {
      case Fork.No no -> around.ids().get();
      case Fork.Yes(Optional<String> id) -> id.orElseGet(around.ids());
    };
  }

  /** What was said so far; a session that goes on is read while the rest is wired. */
  Ahead<Conversation> conversation(Caps caps, Path folder) {
    Conversation conversation = new Conversation(caps);
    if (source != null) {
      store.read(source, folder, conversation::append);
      return Ahead.done(conversation);
    }
    Session session = kept;
    if (session == null || session.isEmpty()) {
      return Ahead.done(conversation);
    }
    return Ahead.of(
        "replay",
        () -> {
          session.replay(conversation::append);
          return conversation;
        });
  }
}
