package dev.muster.tools.task;

import dev.muster.exec.OutputText;
import dev.muster.exec.Shell;
import dev.muster.exec.ShellEnd;
import dev.muster.exec.ShellJob;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.BackgroundTask.Status;
import dev.muster.protocol.BackgroundWork;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The background commands of one session.
 *
 * <p>Safe for use by several threads. Events are emitted without any lock held.
 */
public final class BackgroundTasks implements BackgroundWork {

  private static final Duration NOTICE = Duration.ofMillis(400);

  private final Shell shell;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A registry without tasks. */
  public BackgroundTasks(Shell shell, InstantSource clock) {
    this.shell = shell;
    this.clock = clock;
  }

  /**
   * Takes a running command in and tells that it goes on in the background.
   *
   * @param toolUseId the call that started it
   */
  public BackgroundTask adopt(
      ShellJob job, String toolUseId, String description, EventSink events) {
    BackgroundTask task =
        new BackgroundTask(
            job.id(), toolUseId, description, job.stdout(), Status.RUNNING, null, null);
    Entry entry = new Entry(task, job, events);
    synchronized (this) {
      entries.put(task.id(), entry);
    }
    events.emit(new Event.TaskStarted(task));
    job.onEnd(() -> ended(entry));
    return task;
  }

  /** The task of that id, as it stands. */
  public synchronized Optional<BackgroundTask> find(String id) {
    Entry entry = entries.get(id);
    return entry == null ? Optional.empty() : Optional.of(entry.task);
  }

  @Override
  public synchronized List<BackgroundTask> running() {
    List<BackgroundTask> running = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.task.status() == Status.RUNNING) {
        running.add(entry.task);
      }
    }
    return running;
  }

  @Override
  public synchronized List<BackgroundTask> takeEnded() {
    List<BackgroundTask> ended = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.isNews()) {
        entry.told = true;
        ended.add(entry.task);
      }
    }
    return ended;
  }

  @Override
  public synchronized boolean awaitEnded(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      boolean running = false;
      for (Entry entry : entries.values()) {
        if (entry.isNews()) {
          return true;
        }
        running |= entry.task.status() == Status.RUNNING;
      }
      long left = deadline - System.nanoTime();
      if (!running || left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public String notice(BackgroundTask ended) {
    String how =
        switch (ended.status()) {
          case RUNNING -> "is still running";
          case COMPLETED -> "completed";
          case FAILED -> "failed with exit code " + ended.exitCode();
          case KILLED -> "was stopped" + whyStopped(ended.id());
        };
    return "Background task %s (%s) %s. Its output is in %s; TaskOutput shows it."
        .formatted(ended.id(), ended.description(), how, ended.outputFile());
  }

  /**
   * Waits until a task has ended or the time is over, and returns how it stands. The model then
   * knows of an end, and is not told again.
   *
   * @return empty when there is no task of that id
   */
  synchronized Optional<BackgroundTask> await(String id, Duration atMost)
      throws InterruptedException {
    Entry entry = entries.get(id);
    if (entry == null) {
      return Optional.empty();
    }
    long deadline = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (entry.task.status() == Status.RUNNING && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    entry.told |= entry.task.status() != Status.RUNNING;
    return Optional.of(entry.task);
  }

  /** What a task wrote so far, its last characters where that is too much. */
  OutputText output(String id, int mostCharacters) throws IOException {
    ShellJob job;
    synchronized (this) {
      Entry entry = entries.get(id);
      if (entry == null) {
        return new OutputText("", true);
      }
      job = entry.job;
    }
    OutputText stdout = OutputText.tail(job.stdout(), mostCharacters);
    if (job.isUnited()) {
      return stdout;
    }
    OutputText stderr = OutputText.tail(job.stderr(), mostCharacters);
    if (stderr.text().isEmpty()) {
      return stdout;
    }
    String gap = stdout.text().isEmpty() || stdout.text().endsWith("\n") ? "" : "\n";
    return new OutputText(stdout.text() + gap + stderr.text(), stdout.whole() && stderr.whole());
  }

  /** Ends a task with everything that came from it; the model is not told of this end. */
  void stop(String id) {
    Entry entry;
    synchronized (this) {
      entry = entries.get(id);
      if (entry == null) {
        return;
      }
      entry.told = true;
    }
    entry.job.kill();
    awaitNoted(List.of(entry));
  }

  @Override
  public void stopAll() {
    List<Entry> running = new ArrayList<>();
    List<ShellJob> jobs = new ArrayList<>();
    synchronized (this) {
      for (Entry entry : entries.values()) {
        if (entry.task.status() == Status.RUNNING) {
          entry.told = true;
          running.add(entry);
          jobs.add(entry.job);
        }
      }
    }
    shell.kill(jobs);
    awaitNoted(running);
  }

  /**
   * Waits until the ends of killed tasks have been noted, so that their events come before ours.
   */
  private synchronized void awaitNoted(List<Entry> stopped) {
    long deadline = System.nanoTime() + NOTICE.toNanos();
    for (Entry entry : stopped) {
      long left = deadline - System.nanoTime();
      while (!entry.noted && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        left = deadline - System.nanoTime();
      }
    }
  }

  private void ended(Entry entry) {
    try {
      entry.job.unite();
    } catch (IOException errorsStayInTheirOwnFile) {
      // Both files are kept, and both are shown.
    }
    ShellEnd end = entry.job.end().orElseThrow();
    Status status =
        switch (end) {
          case ShellEnd.Exited(int code) -> code == 0 ? Status.COMPLETED : Status.FAILED;
          case ShellEnd.Killed killed -> Status.KILLED;
          case ShellEnd.TooMuchOutput tooMuch -> Status.KILLED;
        };
    Integer code = status == Status.KILLED ? null : Integer.valueOf(end.exitCode());
    BackgroundTask before = entry.task;
    BackgroundTask task =
        new BackgroundTask(
            before.id(),
            before.toolUseId(),
            before.description(),
            before.outputFile(),
            status,
            clock.instant(),
            code);
    synchronized (this) {
      entry.task = task;
      notifyAll();
    }
    entry.events.emit(new Event.TaskEnded(task));
    synchronized (this) {
      entry.noted = true;
      notifyAll();
    }
  }

  private synchronized String whyStopped(String id) {
    Entry entry = entries.get(id);
    return entry != null
            && entry.job.end().orElse(null) instanceof ShellEnd.TooMuchOutput(int code, long limit)
        ? " because it wrote more than " + limit + " bytes"
        : "";
  }

  /** One task; its mutable fields are guarded by the registry. */
  private static final class Entry {
    private final ShellJob job;
    private final EventSink events;
    private volatile BackgroundTask task;
    private boolean told;
    private boolean noted;

    Entry(BackgroundTask task, ShellJob job, EventSink events) {
      this.task = task;
      this.job = job;
      this.events = events;
    }

    boolean isNews() {
      return !told && task.status() != Status.RUNNING;
    }
  }
}
