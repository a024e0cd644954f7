package dev.muster.transcript;

import dev.muster.model.ContentBlock;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.TranscriptItem;
import dev.muster.protocol.TranscriptSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions under a configuration folder: begun, resumed, forked, found and expired.
 *
 * <p>Folders are absolute and without symbolic links, so that a session is found again however its
 * folder was reached. Safe for several threads.
 */
public final class SessionStore {

  private static final int PROMPT_SHOWN = 200;
  private static final long PROMPT_WITHIN = 256 * 1024;

  private final SessionPlaces places;
  private final InstantSource clock;
  private final String version;
  private final Redactor redactor;

  /**
   * Opens no file yet.
   *
   * @param version of Muster, noted in what is written
   * @param redactor takes secrets out of everything that is written
   */
  public SessionStore(Path configFolder, InstantSource clock, String version, Redactor redactor) {
    this.places = new SessionPlaces(configFolder);
    this.clock = clock;
    this.version = version;
    this.redactor = redactor;
  }

  /** A sink that keeps nothing, for {@code --no-session-persistence}. */
  public static TranscriptSink none() {
    return new TranscriptSink() {
      @Override
      public void append(TranscriptItem item) {}

      @Override
      public void close() {}
    };
  }

  /**
   * Begins a session.
   *
   * @throws ProblemException BAD_ARGUMENTS for an id that is no UUID, SESSION_IN_USE for one that
   *     exists in this folder, DISK when it cannot be written
   */
  public Session create(String id, Path folder) {
    return begin(new SessionHeader(checked(id), folder.toString(), clock.instant(), version, null));
  }

  /**
   * Opens a session of this folder to go on with it; one whose process was killed before its first
   * line was whole begins anew.
   *
   * @throws ProblemException BAD_ARGUMENTS, SESSION_NOT_FOUND, SESSION_FOREIGN, SESSION_IN_USE or
   *     DISK
   */
  public Session resume(String id, Path folder) {
    Path file = places.session(folder, checked(id));
    if (OpenSessions.has(file)) {
      throw Problems.inUse(id);
    }
    try {
      FileChannel channel = SessionFile.openForWriting(file);
      try {
        SessionFile.Head head = head(channel, id, folder);
        if (head == null) {
          channel.close();
          return create(id, folder);
        }
        if (!SessionFile.lock(channel)) {
          throw Problems.inUse(id);
        }
        return Session.open(file, head, channel, version, redactor);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException none) {
      throw Problems.notFound(id, elsewhere(id));
    } catch (IOException e) {
      throw Files.isSymbolicLink(file) ? Problems.foreign(id) : Problems.disk("open", file, e);
    }
  }

  /**
   * Begins a session with everything that another one of this folder has so far. The other one is
   * only read, and may be in use.
   *
   * @throws ProblemException as {@link #resume} for the source and {@link #create} for the new one
   */
  public Session fork(String sourceId, String newId, Path folder) {
    Path file = places.session(folder, checked(sourceId));
    try {
      return OpenSessions.read(file, source -> fork(source, sourceId, newId, folder));
    } catch (NoSuchFileException none) {
      throw Problems.notFound(sourceId, elsewhere(sourceId));
    } catch (IOException e) {
      throw Files.isSymbolicLink(file)
          ? Problems.foreign(sourceId)
          : Problems.disk("copy", file, e);
    }
  }

  private Session fork(FileChannel source, String sourceId, String newId, Path folder)
      throws IOException {
    SessionFile.Head head = head(source, sourceId, folder);
    Session session =
        begin(
            new SessionHeader(
                checked(newId), folder.toString(), clock.instant(), version, sourceId));
    try {
      if (head != null) {
        session.copyFrom(source, head);
      }
      return session;
    } catch (IOException | RuntimeException e) {
      session.close();
      Files.deleteIfExists(session.file());
      throw e;
    }
  }

  /**
   * Reads what the conversation of a session of this folder is made of, as {@link Session#replay}
   * does, and leaves the session as it is: nothing is mended, locked or written.
   *
   * @throws ProblemException BAD_ARGUMENTS, SESSION_NOT_FOUND, SESSION_FOREIGN or DISK
   */
  public void read(String id, Path folder, Consumer<TranscriptItem> items) {
    Path file = places.session(folder, checked(id));
    try {
      var _ =
          OpenSessions.read(
              file,
              channel -> {
                SessionFile.Head head = head(channel, id, folder);
                if (head == null) {
                  return 0;
                }
                long from = head.end();
                long end = Lines.lastLineEnd(channel, channel.size());
                return Reading.replay(
                    channel, Lines.replayStart(channel, from, end), from, end, items);
              });
    } catch (NoSuchFileException none) {
      throw Problems.notFound(id, elsewhere(id));
    } catch (IOException e) {
      throw Files.isSymbolicLink(file) ? Problems.foreign(id) : Problems.disk("read", file, e);
    }
  }

  /** The session of this folder that was written last; empty where there is none of ours. */
  public Optional<String> latest(Path folder) {
    for (Candidate candidate : newestFirst(folder)) {
      Optional<SessionSummary> summary = summary(candidate, folder, false);
      if (summary.isPresent()) {
        return Optional.of(summary.get().id());
      }
    }
    return Optional.empty();
  }

  /** The sessions of this folder, the one written last first, at most {@code limit}. */
  public List<SessionSummary> list(Path folder, int limit) {
    List<SessionSummary> sessions = new ArrayList<>();
    for (Candidate candidate : newestFirst(folder)) {
      if (sessions.size() >= limit) {
        break;
      }
      summary(candidate, folder, true).ifPresent(sessions::add);
    }
    return List.copyOf(sessions);
  }

  /** Where the tools of a session keep long results. The folder may not exist yet. */
  public Path toolResults(Path folder, String id) {
    return places.toolResults(folder, checked(id));
  }

  /**
   * Removes sessions of ours, in all folders, that were not written for so many days, with their
   * tool results; at most once a day, else it looks at one file only. Meant for after the work.
   * Never fails: what cannot be removed is left for the next time.
   *
   * @param days {@code cleanupPeriodDays}, at least 1
   * @return how many were removed
   */
  public int expire(int days) {
    if (days < 1) {
      throw new IllegalArgumentException("a period of " + days + " days");
    }
    return new Expiry(places, clock.instant()).run(days);
  }

  private Session begin(SessionHeader header) {
    Path folder = places.project(Path.of(header.cwd()));
    Path file = folder.resolve(header.sessionId() + SessionPlaces.SUFFIX);
    try {
      SessionFile.createFolder(folder);
      FileChannel channel = created(file);
      try {
        if (!SessionFile.lock(channel)) {
          throw Problems.inUse(header.sessionId());
        }
        if (isUsed(channel)) {
          throw Problems.exists(header.sessionId());
        }
        channel.truncate(0);
        return Session.begin(file, header, channel, version, redactor);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw Problems.exists(header.sessionId());
    } catch (IOException e) {
      throw Problems.disk("create", file, e);
    }
  }

  /** The file, made now, or left by a process that was killed before it had written its header. */
  private static FileChannel created(Path file) throws IOException {
    try {
      return SessionFile.create(file);
    } catch (FileAlreadyExistsException exists) {
      // closing a second channel would give up the lock of the first
      if (OpenSessions.has(file) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw exists;
      }
      FileChannel channel = SessionFile.openForWriting(file);
      if (isUsed(channel)) {
        channel.close();
        throw exists;
      }
      return channel;
    }
  }

  private static boolean isUsed(FileChannel channel) throws IOException {
    return channel.size() > 0 && SessionFile.owner(channel) != SessionFile.Owner.OURS_EMPTY;
  }

  /** How a session begins; {@code null} where nothing was said in it yet, not even whose it is. */
  private SessionFile.@Nullable Head head(FileChannel channel, String id, Path folder)
      throws IOException {
    Optional<SessionFile.Head> head = SessionFile.head(channel);
    if (head.isEmpty()) {
      if (isUsed(channel)) {
        throw Problems.foreign(id);
      }
      return null;
    }
    SessionHeader header = head.get().header();
    // two folders can share a name here: /a/b and /a-b
    if (!header.sessionId().equals(id) || !header.cwd().equals(folder.toString())) {
      throw Problems.notFound(id, header.cwd());
    }
    return head.get();
  }

  /** The folder that a session belongs to, wherever it is; empty where there is none of ours. */
  private String elsewhere(String id) {
    try (DirectoryStream<Path> projects = Files.newDirectoryStream(places.projects())) {
      for (Path project : projects) {
        Path file = project.resolve(id + SessionPlaces.SUFFIX);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          return OpenSessions.read(
              file, channel -> SessionFile.head(channel).map(h -> h.header().cwd()).orElse(""));
        }
      }
    } catch (IOException cannotLook) {
      // the message does without
    }
    return "";
  }

  private record Candidate(Path file, String id, Instant lastUsed) {}

  private List<Candidate> newestFirst(Path folder) {
    List<Candidate> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(places.project(folder))) {
      for (Path file : files) {
        Candidate candidate = candidate(file);
        if (candidate != null) {
          found.add(candidate);
        }
      }
    } catch (IOException none) {
      return List.of();
    }
    found.sort((a, b) -> b.lastUsed().compareTo(a.lastUsed()));
    return found;
  }

  private static @Nullable Candidate candidate(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(SessionPlaces.SUFFIX)) {
      return null;
    }
    String id = name.substring(0, name.length() - SessionPlaces.SUFFIX.length());
    if (!SessionPlaces.isSessionId(id)) {
      return null;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? new Candidate(file, id, attributes.lastModifiedTime().toInstant())
          : null;
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  /** Empty unless it is a session of ours, of this folder, in which something was said. */
  private Optional<SessionSummary> summary(Candidate candidate, Path folder, boolean withPrompt) {
    try {
      return OpenSessions.read(
          candidate.file(), channel -> summary(channel, candidate, folder, withPrompt));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<SessionSummary> summary(
      FileChannel channel, Candidate candidate, Path folder, boolean withPrompt)
      throws IOException {
    Optional<SessionFile.Head> head = SessionFile.head(channel);
    if (head.isEmpty()
        || !head.get().header().sessionId().equals(candidate.id())
        || !head.get().header().cwd().equals(folder.toString())
        || channel.size() <= head.get().end()) {
      return Optional.empty();
    }
    return Optional.of(
        new SessionSummary(
            candidate.id(),
            candidate.file(),
            head.get().header().createdAt(),
            candidate.lastUsed(),
            withPrompt ? firstPrompt(channel, head.get().end()) : ""));
  }

  private static String firstPrompt(FileChannel channel, long from) throws IOException {
    ItemDecoder decoder = new ItemDecoder(false);
    StringBuilder prompt = new StringBuilder();
    Lines.forward(
        channel,
        from,
        Math.min(channel.size(), from + PROMPT_WITHIN),
        (bytes, offset, limit, at) -> {
          if (decoder.decode(bytes, offset, limit) instanceof TranscriptItem.UserSaid said
              && said.source() == TranscriptItem.Source.PROMPT) {
            for (ContentBlock block : said.content()) {
              if (block instanceof ContentBlock.Text(String text)) {
                prompt.append(text);
              }
            }
          }
          return prompt.isEmpty() ? decoder.next() : -1;
        });
    int end = Math.min(prompt.length(), PROMPT_SHOWN);
    if (end > 0 && Character.isHighSurrogate(prompt.charAt(end - 1))) {
      end--;
    }
    return prompt.substring(0, end);
  }

  private static String checked(String id) {
    if (!SessionPlaces.isSessionId(id)) {
      throw Problems.badId(id);
    }
    return id;
  }
}
