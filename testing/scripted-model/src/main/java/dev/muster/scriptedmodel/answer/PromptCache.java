package dev.muster.scriptedmodel.answer;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of prompts as the API would, roughly: one for every four bytes of JSON.
 *
 * <p>Prefixes that end at a cache breakpoint are remembered; a later prompt reads the longest one
 * that it begins with, looked for at most {@value #LOOK_BACK} blocks before each of its own
 * breakpoints, and writes the rest up to its last breakpoint. Prefixes of less than {@value
 * #LEAST_TOKENS} tokens are neither read nor written. Nothing expires but the oldest of {@value
 * #MOST_PREFIXES} prefixes. Thread-safe.
 */
public final class PromptCache {

  private static final int LEAST_TOKENS = 1024;
  private static final int LOOK_BACK = 20;
  private static final int MOST_PREFIXES = 50_000;
  private static final int BYTES_PER_TOKEN = 4;

  /** The tokens of one prompt, by how they are paid for. */
  public record Counted(long input, long write5m, long write1h, long read) {

    /** All of them. */
    public long all() {
      return input + write5m + write1h + read;
    }
  }

  /** The end of a block: the bytes and the hash of everything up to it. */
  private record End(long bytes, long hash, @Nullable String ttl) {
    long tokens() {
      return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }
  }

  private final Map<Long, Boolean> prefixes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > MOST_PREFIXES;
        }
      };

  /** The tokens of a prompt without regard to any cache. */
  public static long estimate(Node.Obj body) {
    List<End> ends = ends(body);
    return ends.isEmpty() ? 0 : ends.getLast().tokens();
  }

  /** Counts a prompt and remembers its prefixes. */
  public Counted count(Node.Obj body) {
    List<End> ends = ends(body);
    if (ends.isEmpty()) {
      return new Counted(0, 0, 0, 0);
    }
    synchronized (prefixes) {
      long read = read(ends);
      long done = read;
      long write5m = 0;
      long write1h = 0;
      for (End end : ends) {
        if (end.ttl == null || end.tokens() < LEAST_TOKENS) {
          continue;
        }
        prefixes.put(end.hash, true);
        long more = Math.max(0, end.tokens() - done);
        done += more;
        if ("1h".equals(end.ttl)) {
          write1h += more;
        } else {
          write5m += more;
        }
      }
      return new Counted(ends.getLast().tokens() - done, write5m, write1h, read);
    }
  }

  private long read(List<End> ends) {
    for (int i = ends.size() - 1; i >= 0; i--) {
      if (ends.get(i).ttl == null) {
        continue;
      }
      for (int back = i; back >= Math.max(0, i - LOOK_BACK); back--) {
        End end = ends.get(back);
        if (end.tokens() >= LEAST_TOKENS && prefixes.get(end.hash) != null) {
          return end.tokens();
        }
      }
    }
    return 0;
  }

  private static List<End> ends(Node.Obj body) {
    Walk walk = new Walk(body.text("model", ""));
    for (Node tool : body.items("tools")) {
      walk.block("tool", tool);
    }
    walk.content("system", body.get("system"));
    for (Node message : body.items("messages")) {
      if (message instanceof Node.Obj object) {
        walk.content(object.text("role", ""), object.get("content"));
      }
    }
    Node.Obj control = body.object("cache_control");
    if (control != null && !walk.ends.isEmpty()) {
      End last = walk.ends.removeLast();
      walk.ends.add(new End(last.bytes, last.hash, control.text("ttl", "5m")));
    }
    return walk.ends;
  }

  /** One pass over a prompt's blocks, with a running FNV-1a hash. */
  private static final class Walk {
    final List<End> ends = new ArrayList<>();
    private long hash = 0xcbf29ce484222325L;
    private long bytes;

    Walk(String model) {
      mix(NodeWriter.bytes(Node.of(model)));
    }

    void content(String role, @Nullable Node content) {
      if (content instanceof Node.Arr(List<Node> blocks)) {
        for (Node block : blocks) {
          block(role, block);
        }
      } else if (content instanceof Node.Str) {
        block(role, Node.obj("type", "text", "text", content));
      }
    }

    void block(String role, Node block) {
      mix(NodeWriter.bytes(Node.of(role)));
      String ttl = null;
      Node plain = block;
      if (block instanceof Node.Obj object) {
        Node.Obj control = object.object("cache_control");
        ttl = control == null ? null : control.text("ttl", "5m");
        plain = object.without("cache_control");
      }
      byte[] json = NodeWriter.bytes(plain);
      mix(json);
      bytes += json.length;
      ends.add(new End(bytes, hash, ttl));
    }

    private void mix(byte[] data) {
      for (byte b : data) {
        hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
      }
    }
  }
}
