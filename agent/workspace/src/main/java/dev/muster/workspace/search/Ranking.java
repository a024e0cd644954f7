package dev.muster.workspace.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Puts found files in the order of a result, those that may not be shown left out.
 *
 * <p>Each file is looked at by itself, which for thousands of them takes as long as a good part of
 * the search; so several threads share them. Only what is taken from the queue is sorted.
 */
final class Ranking {

  /** So many files one thread has looked at before a second one would have been started. */
  private static final int SHARE = 200;

  /**
   * A found file in its place: the last modified first, then by path.
   *
   * @param modified in milliseconds; 0 where the order is by path alone
   */
  record Ranked<T>(T item, String path, long modified) implements Comparable<Ranked<T>> {
    @Override
    public int compareTo(Ranked<T> other) {
      int byTime = Long.compare(other.modified, modified);
      return byTime != 0 ? byTime : path.compareTo(other.path);
    }
  }

  private final Path base;
  private final Predicate<String> chosen;
  private final Predicate<Path> visible;
  private final boolean byTime;

  /**
   * @param base the folder to which paths are relative
   * @param chosen asked for every path, as {@code visible} is for every file
   * @param byTime whether the order is by time, and then by path
   */
  Ranking(Path base, Predicate<String> chosen, Predicate<Path> visible, boolean byTime) {
    this.base = base;
    this.chosen = chosen;
    this.visible = visible;
    this.byTime = byTime;
  }

  /** The files that may be shown. */
  <T> PriorityQueue<Ranked<T>> of(List<? extends T> found, Function<T, String> pathOf)
      throws InterruptedException {
    int most = Runtime.getRuntime().availableProcessors();
    int threads = Math.clamp(found.size() / SHARE, 1, most);
    List<FutureTask<List<Ranked<T>>>> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      List<? extends T> part = part(found, i, threads);
      FutureTask<List<Ranked<T>>> task = new FutureTask<>(() -> look(part, pathOf));
      Thread.ofPlatform().daemon().name("search-rank-" + i).start(task);
      others.add(task);
    }
    PriorityQueue<Ranked<T>> ranked = new PriorityQueue<>(look(part(found, 0, threads), pathOf));
    for (FutureTask<List<Ranked<T>>> other : others) {
      ranked.addAll(result(other));
    }
    return ranked;
  }

  private static <T> List<T> part(List<T> found, int index, int parts) {
    int from = (int) ((long) found.size() * index / parts);
    int to = (int) ((long) found.size() * (index + 1) / parts);
    return found.subList(from, to);
  }

  private <T> List<Ranked<T>> look(List<? extends T> found, Function<T, String> pathOf) {
    List<Ranked<T>> shown = new ArrayList<>(found.size());
    for (T item : found) {
      String path = pathOf.apply(item);
      if (!SearchTree.endsInOurs(path) && chosen.test(path)) {
        Path file = base.resolve(path);
        if (visible.test(file)) {
          shown.add(new Ranked<>(item, path, byTime ? modified(file) : 0));
        }
      }
    }
    return shown;
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (IOException goneMeanwhile) {
      return Long.MIN_VALUE;
    }
  }

  private static <T> T result(FutureTask<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at found files failed", e.getCause());
    }
  }
}
