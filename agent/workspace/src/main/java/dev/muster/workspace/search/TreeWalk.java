package dev.muster.workspace.search;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Visits the files below a folder that no ignore file leaves out, with several threads.
 *
 * <p>The threads share one stack of work: folders to list, and batches of files to visit, so that
 * one folder of many files keeps all of them busy. For one walk.
 */
final class TreeWalk {

  private static final int BATCH = 64;

  /** What is done with a file; each thread has its own. */
  interface Visitor {
    /**
     * Takes one regular file.
     *
     * @param relative its path relative to the root, with slashes
     */
    void visit(Path file, String relative) throws IOException;
  }

  /** Work for one thread. */
  private sealed interface Work {
    record Folder(Path path, String relative, IgnoreLevel above, boolean top) implements Work {}

    record Batch(List<Path> files, List<String> relatives) implements Work {}
  }

  private final Supplier<Visitor> visitors;
  private final Cancellation cancellation;
  private final ArrayDeque<Work> stack = new ArrayDeque<>();
  private int busy;
  private volatile boolean complete = true;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /**
   * @param visitors makes the visitor of each thread
   */
  TreeWalk(Supplier<Visitor> visitors, Cancellation cancellation) {
    this.visitors = visitors;
    this.cancellation = cancellation;
  }

  /**
   * Walks.
   *
   * @param above the ignore files down to the root, the root's own included
   * @return whether everything could be read
   */
  boolean walk(Path root, IgnoreLevel above, int threads) throws InterruptedException {
    stack.push(new Work.Folder(root, "", above, true));
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform().daemon().name("search-" + i).start(() -> work(done));
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      cancellation.cancel();
      throw e;
    }
    Throwable cause = failure.get();
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return complete;
  }

  private void work(CountDownLatch done) {
    try {
      Visitor visitor = visitors.get();
      for (Work next = take(); next != null; next = take()) {
        try {
          switch (next) {
            case Work.Folder folder -> list(folder, visitor);
            case Work.Batch(List<Path> files, List<String> relatives) ->
                visit(files, relatives, visitor);
          }
        } finally {
          release();
        }
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      cancellation.cancel();
      synchronized (stack) {
        stack.notifyAll();
      }
    } finally {
      done.countDown();
    }
  }

  private @Nullable Work take() {
    synchronized (stack) {
      while (stack.isEmpty() && busy > 0 && !cancellation.isCancelled()) {
        try {
          stack.wait();
        } catch (InterruptedException e) {
          cancellation.cancel();
        }
      }
      if (stack.isEmpty() || cancellation.isCancelled()) {
        return null;
      }
      busy++;
      return stack.pop();
    }
  }

  private void release() {
    synchronized (stack) {
      busy--;
      if (busy == 0 || cancellation.isCancelled()) {
        stack.notifyAll();
      }
    }
  }

  private void put(Work work) {
    synchronized (stack) {
      stack.push(work);
      stack.notify();
    }
  }

  private void list(Work.Folder folder, Visitor visitor) {
    List<Path> entries = new ArrayList<>();
    List<String> special = new ArrayList<>(4);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.path())) {
      for (Path entry : stream) {
        entries.add(entry);
        String name = String.valueOf(entry.getFileName());
        if (IgnoreLevel.isSpecial(name)) {
          special.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      complete = false;
      return;
    }
    IgnoreLevel level =
        folder.top() ? folder.above() : folder.above().below(folder.path(), special);
    sort(entries, folder, level, visitor);
  }

  /** Hands out the folders and all batches but the last, which this thread visits itself. */
  private void sort(List<Path> entries, Work.Folder folder, IgnoreLevel level, Visitor visitor) {
    String[] components = components(folder.path());
    List<String> path = Arrays.asList(components);
    List<Path> files = new ArrayList<>(BATCH);
    List<String> relatives = new ArrayList<>(BATCH);
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      components[components.length - 1] = name;
      BasicFileAttributes found = SearchTree.excludes(name) ? null : attributes(entry);
      if (found == null || level.ignores(path, found.isDirectory())) {
        continue;
      }
      String relative = folder.relative().isEmpty() ? name : folder.relative() + '/' + name;
      if (found.isDirectory()) {
        put(new Work.Folder(entry, relative, level, false));
      } else if (found.isRegularFile()) {
        if (files.size() == BATCH) {
          put(new Work.Batch(files, relatives));
          files = new ArrayList<>(BATCH);
          relatives = new ArrayList<>(BATCH);
        }
        files.add(entry);
        relatives.add(relative);
      }
    }
    visit(files, relatives, visitor);
  }

  /** The folder's components and a free place for an entry's name. */
  private static String[] components(Path folder) {
    String[] components = new String[folder.getNameCount() + 1];
    for (int i = 0; i < folder.getNameCount(); i++) {
      components[i] = folder.getName(i).toString();
    }
    return components;
  }

  private @Nullable BasicFileAttributes attributes(Path entry) {
    try {
      return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException goneOrForbidden) {
      return null;
    }
  }

  private void visit(List<Path> files, List<String> relatives, Visitor visitor) {
    for (int i = 0; i < files.size() && !cancellation.isCancelled(); i++) {
      try {
        visitor.visit(files.get(i), relatives.get(i));
      } catch (IOException unreadable) {
        complete = false;
      }
    }
  }
}
