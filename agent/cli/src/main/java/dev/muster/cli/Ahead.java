package dev.muster.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is worked out on another thread while this one goes on, because both take long and
 * neither needs the other.
 *
 * @param <T> what comes of it
 */
final class Ahead<T extends @Nullable Object> {

  private final FutureTask<T> task;

  private Ahead(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins at once. */
  static <T extends @Nullable Object> Ahead<T> of(String name, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().daemon().name(name).start(task);
    return new Ahead<>(task);
  }

  /** What is there already. */
  static <T extends @Nullable Object> Ahead<T> done(T result) {
    FutureTask<T> task = new FutureTask<>(() -> result);
    task.run();
    return new Ahead<>(task);
  }

  /** Waits for it; what the work threw is thrown here. */
  T get() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
