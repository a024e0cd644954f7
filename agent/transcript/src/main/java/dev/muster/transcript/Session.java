package dev.muster.transcript;

import dev.muster.protocol.TranscriptItem;
import dev.muster.protocol.TranscriptSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session's file, open for writing and locked against other writers until it is closed.
 *
 * <p>Each item is one line, handed to the operating system by one write; when {@link #append}
 * returns it survives the death of the process. It is not forced to the disk, so a crash of the
 * machine can lose the last seconds: forcing costs milliseconds an item, and the files that the
 * agent edits are not forced for its sake either. What a write leaves behind when it fails is cut
 * off again; what a killed process leaves behind is cut off when the session is next opened.
 *
 * <p>The lock belongs to the process, and closing any other channel to the file would end it
 * ({@link OpenSessions}), so nothing outside of this package may open session files. Writing goes
 * through a stream that an interrupt of the thread does not close, because a turn that is stopped
 * still has items to keep. Safe for several threads.
 */
public final class Session implements TranscriptSink {

  private static final long NONE = -1;
  private static final long UNKNOWN = -2;

  private final Path file;
  private final SessionHeader header;
  private final long headerEnd;
  private final FileChannel lock;
  private final OutputStream out;
  private final ItemEncoder encoder;
  private final boolean isNew;

  private long size;
  private @Nullable String lastId;

  /** Where the last summary stands, {@link #NONE} or {@link #UNKNOWN}. */
  private long summaryAt = NONE;

  private boolean torn;
  private boolean closed;

  private Session(
      Path file, SessionFile.Head head, FileChannel lock, ItemEncoder encoder, boolean isNew)
      throws IOException {
    this.file = file;
    this.header = head.header();
    this.headerEnd = head.end();
    this.lock = lock;
    this.encoder = encoder;
    this.isNew = isNew;
    this.size = lock.size();
    this.out =
        Files.newOutputStream(
            file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  }

  /** Takes over a new, locked and empty file. */
  static Session begin(
      Path file, SessionHeader header, FileChannel lock, String version, Redactor redactor)
      throws IOException {
    byte[] line = header.encode();
    SessionFile.Head head = new SessionFile.Head(header, line.length + 1L);
    Session session =
        new Session(file, head, lock, new ItemEncoder(header, version, redactor), true);
    OpenSessions.add(session);
    try {
      session.write(line);
      return session;
    } catch (IOException e) {
      session.close();
      throw e;
    }
  }

  /** Takes over a locked file that has items, and mends its end. */
  static Session open(
      Path file, SessionFile.Head head, FileChannel lock, String version, Redactor redactor)
      throws IOException {
    ItemEncoder encoder = new ItemEncoder(head.header(), version, redactor);
    Session session = new Session(file, head, lock, encoder, false);
    OpenSessions.add(session);
    try {
      session.mendEnd();
      return session;
    } catch (IOException e) {
      session.close();
      throw e;
    }
  }

  /** The session's id. */
  public String id() {
    return header.sessionId();
  }

  /** The file that it is written to. */
  public Path file() {
    return file;
  }

  /**
   * Reads what the conversation is made of: the items from the last compaction on, and before them
   * the user's last prompt, which a compaction keeps. Details of tool results for programs are left
   * out. What a line holds is handed out before the next one is read.
   *
   * @return how many lines were damaged, or of a kind not known here, and skipped
   */
  public synchronized int replay(Consumer<TranscriptItem> items) {
    try {
      Lines.Start start = replayStart();
      summaryAt = start.summary();
      return Reading.replay(lock, start, headerEnd, size, items);
    } catch (IOException e) {
      throw Problems.disk("read", file, e);
    }
  }

  /** Reads every item from the beginning, whole. Otherwise like {@link #replay}. */
  public synchronized int readAll(Consumer<TranscriptItem> items) {
    try {
      Reading reading = new Reading(new ItemDecoder(true), items);
      Lines.forward(lock, headerEnd, size, reading);
      return reading.skipped();
    } catch (IOException e) {
      throw Problems.disk("read", file, e);
    }
  }

  /** Whether anything was ever kept. */
  public synchronized boolean isEmpty() {
    return size == headerEnd;
  }

  @Override
  public synchronized void append(TranscriptItem item) {
    if (closed) {
      throw new IllegalStateException("session " + id() + " is closed");
    }
    byte[] line = encoder.encode(item, lastId, Math.max(summaryAt, NONE));
    long at = size + (torn ? 1 : 0);
    try {
      write(line);
    } catch (IOException e) {
      throw Problems.disk("write", file, e);
    }
    lastId = item.id();
    if (item instanceof TranscriptItem.Compacted) {
      summaryAt = at;
    }
  }

  /** Closes the file and lets others write it. A session in which nothing was said is removed. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (isNew && size <= headerEnd) {
        Files.deleteIfExists(file);
      }
      out.close();
      lock.close();
    } catch (IOException e) {
      throw Problems.disk("close", file, e);
    } finally {
      OpenSessions.remove(this);
    }
  }

  /** Reads through the channel that the file is open by; {@code null} once it is closed. */
  synchronized <T> @Nullable T whileOpen(OpenSessions.Reader<T> reader) throws IOException {
    return closed ? null : reader.read(lock);
  }

  /** Adds the lines of another session, as its own; used while it is still empty. */
  synchronized void copyFrom(FileChannel source, SessionFile.Head head) throws IOException {
    LineCopy copy = new LineCopy(head.header().sessionId(), id());
    Lines.forward(
        source,
        head.end(),
        source.size(),
        (bytes, offset, limit, at) -> {
          int next = Lines.behindLine(bytes, offset, limit);
          copy.rename(bytes, offset, next - offset);
          write(bytes, offset, next - offset - 1);
          return next;
        });
    readLast();
  }

  private void write(byte[] line) throws IOException {
    write(line, 0, line.length);
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    int lead = torn ? 1 : 0;
    byte[] line = new byte[lead + length + 1];
    if (torn) {
      line[0] = '\n';
    }
    System.arraycopy(bytes, offset, line, lead, length);
    line[line.length - 1] = '\n';
    try {
      out.write(line);
      torn = false;
      size += line.length;
    } catch (IOException e) {
      cutBack();
      throw e;
    }
  }

  /** Removes what a failed write left; where even that fails, the next line begins afresh. */
  private void cutBack() {
    // an interrupt pending on this thread would close the channel, and the lock with it
    boolean interrupted = Thread.interrupted();
    try {
      lock.truncate(size);
    } catch (IOException stillTorn) {
      torn = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void mendEnd() throws IOException {
    long end = Lines.lastLineEnd(lock, size);
    if (end < size) {
      byte[] rest = new byte[Math.toIntExact(size - end) + 1];
      Lines.readFully(lock, rest, rest.length - 1, end);
      rest[rest.length - 1] = '\n';
      if (new ItemDecoder(true).decode(rest, 0, rest.length) == null) {
        lock.truncate(end);
        size = end;
      } else {
        // whole but for its end
        out.write('\n');
        size++;
      }
    }
    readLast();
  }

  /** Learns from the last line what the next one must name. */
  private void readLast() throws IOException {
    long last = size > headerEnd ? Lines.lastLineEnd(lock, size - 1) : size;
    ItemDecoder decoder = new ItemDecoder(false);
    summaryAt = size > headerEnd ? UNKNOWN : NONE;
    Lines.forward(
        lock,
        Math.max(headerEnd, last),
        size,
        (bytes, offset, limit, at) -> {
          TranscriptItem item = decoder.decode(bytes, offset, limit);
          if (item != null) {
            lastId = item.id();
            summaryAt = item instanceof TranscriptItem.Compacted ? at : decoder.summaryAt();
          }
          return -1;
        });
    if (summaryAt >= 0 && !Lines.isSummary(lock, summaryAt, size)) {
      // a fork's lines name places in the file that they were copied from
      summaryAt = UNKNOWN;
    }
  }

  private Lines.Start replayStart() throws IOException {
    if (summaryAt == UNKNOWN) {
      return Lines.replayStart(lock, headerEnd, size);
    }
    return summaryAt == NONE
        ? new Lines.Start(NONE, NONE)
        : Lines.replayStart(lock, headerEnd, summaryAt, summaryAt);
  }
}
