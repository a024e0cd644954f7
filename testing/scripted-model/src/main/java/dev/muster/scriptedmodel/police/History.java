package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a conversation only grows: a request begins with the messages of the one before it
 * and the answer that it was given.
 *
 * <p>Conversations are told apart by the session and agent headers, or else by the body's user id;
 * a request with neither is not judged. Within one such key several lines of talk may run (a
 * session's main one and side requests). A request is in order when, for some line, it
 *
 * <ul>
 *   <li>repeats the line's last request, as after a failure;
 *   <li>continues it: the same messages, then the answer, then anything;
 *   <li>follows an answer that was not sent to its end: the same messages up to the last answer;
 *       what came after may be left out or said otherwise.
 * </ul>
 *
 * <p>Else it may open a new line when the script says so or nothing was said under the key before;
 * and, if its first message is new, when the key is only a user id, when its system prompt or tools
 * differ from those of every line (a side request), when it carries over something of an answer
 * given before (a summary, after a compaction), or when a line of the key was never answered, so
 * that nothing binds it. Anything else is a history that was dropped, reordered or changed.
 *
 * <p>Only the newest {@value #MOST_KEYS} keys are remembered. Thread-safe.
 */
public final class History {

  private static final int MOST_KEYS = 4096;
  private static final int MOST_LINES = 32;
  private static final Difference UNLIKE =
      new Difference(Rule.HISTORY_CHANGED, "messages.0", "begins another conversation");

  /**
   * Whose talk a request belongs to.
   *
   * @param exact whether the key stands for one session rather than for a user with many
   */
  public record Key(String text, boolean exact) {}

  /** One line of talk: its last request and, if it was sent to its end, the answer. */
  private static final class Line {
    final Node setting;
    List<Canonical.Said> request;
    @Nullable GivenAnswer answer;
    int generation;

    Line(Node setting, List<Canonical.Said> request) {
      this.setting = setting;
      this.request = request;
    }
  }

  /** Takes down how the answer to an admitted request went. */
  public final class Ticket {
    private final @Nullable Line line;
    private final int generation;

    private Ticket(@Nullable Line line) {
      this.line = line;
      this.generation = line == null ? 0 : line.generation;
    }

    /** The client has the whole answer, or will have it when the last bytes arrive. */
    public void delivered(GivenAnswer answer) {
      set(answer);
    }

    /** The client cannot have the whole answer. */
    public void failed() {
      set(null);
    }

    private void set(@Nullable GivenAnswer answer) {
      if (line != null) {
        synchronized (History.this) {
          if (line.generation == generation) {
            line.answer = answer;
          }
        }
      }
    }
  }

  private final Map<String, List<Line>> keys =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Line>> eldest) {
          return size() > MOST_KEYS;
        }
      };

  /**
   * Judges a request and remembers it when nothing is wrong.
   *
   * @param anew whether it may begin its conversation anew
   * @return what to tell of its answer; {@code null} when something was found
   */
  public @Nullable Ticket admit(@Nullable Key key, Node.Obj body, boolean anew, Findings findings) {
    if (key == null) {
      return new Ticket(null);
    }
    List<Canonical.Said> messages = Canonical.messages(body);
    String model = body.text("model", "");
    Node setting = setting(body);
    synchronized (this) {
      List<Line> lines = keys.computeIfAbsent(key.text, _ -> new ArrayList<>());
      Difference closest = null;
      int furthest = -1;
      for (int i = lines.size() - 1; i >= 0; i--) {
        Line line = lines.get(i);
        Difference difference = difference(line, messages, model);
        if (difference == null) {
          line.request = messages;
          line.answer = null;
          line.generation++;
          return new Ticket(line);
        }
        int common = common(line.request, messages);
        if (common > furthest) {
          furthest = common;
          closest = difference;
        }
      }
      boolean another = furthest == 0 && (!key.exact || opensLine(lines, setting, messages));
      if (closest == null || anew || another) {
        return new Ticket(open(lines, setting, messages));
      }
      findings.add(closest.rule(), closest.place(), closest.text());
      return null;
    }
  }

  private static Line open(List<Line> lines, Node setting, List<Canonical.Said> messages) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    Line line = new Line(setting, messages);
    lines.add(line);
    return line;
  }

  private static Node setting(Node.Obj body) {
    List<Node> tools = new ArrayList<>();
    for (Node tool : body.items("tools")) {
      tools.add(tool instanceof Node.Obj object ? Canonical.block(object) : tool);
    }
    Node system = new Node.Arr(new ArrayList<Node>(Canonical.blocks(body.get("system"))));
    return Node.obj("system", system, "tools", tools);
  }

  private static boolean opensLine(List<Line> lines, Node setting, List<Canonical.Said> messages) {
    boolean otherSetting = true;
    for (Line line : lines) {
      otherSetting &= !line.setting.equals(setting);
      if (line.answer == null && lastAnswered(line.request).isEmpty()) {
        return true;
      }
    }
    return otherSetting || CarriedOver.fromAny(texts(lines), messages);
  }

  private static List<String> texts(List<Line> lines) {
    List<String> texts = new ArrayList<>();
    for (Line line : lines) {
      if (line.answer != null) {
        texts.add(line.answer.text());
      }
    }
    return texts;
  }

  private static @Nullable Difference difference(
      Line line, List<Canonical.Said> messages, String model) {
    if (messages.equals(line.request)) {
      return null;
    }
    GivenAnswer answer = line.answer;
    List<Canonical.Said> answered = lastAnswered(line.request);
    if (answer == null) {
      return answered.isEmpty() ? UNLIKE : continues(answered, messages);
    }
    if (answer.maybeLeftOut(model) && continues(answered, messages) == null) {
      return null;
    }
    Canonical.Said last = line.request.getLast();
    boolean continued = "assistant".equals(last.role());
    List<Canonical.Said> whole =
        continued ? line.request.subList(0, line.request.size() - 1) : line.request;
    Difference before = continues(whole, messages);
    if (before != null) {
      return before;
    }
    String place = "messages." + whole.size();
    if (messages.size() == whole.size() || !"assistant".equals(messages.get(whole.size()).role())) {
      return new Difference(
          Rule.HISTORY_CHANGED, place, "the answer given to the request before is missing");
    }
    List<Node.Obj> said = messages.get(whole.size()).blocks();
    int from = continued ? last.blocks().size() : 0;
    if (continued && (said.size() < from || !said.subList(0, from).equals(last.blocks()))) {
      return new Difference(Rule.HISTORY_CHANGED, place, "differs from the request before");
    }
    return answer.compare(said, from, model, place);
  }

  /** The messages up to the last one of the assistant: what follows was never answered. */
  private static List<Canonical.Said> lastAnswered(List<Canonical.Said> messages) {
    int end = messages.size();
    while (end > 0 && !"assistant".equals(messages.get(end - 1).role())) {
      end--;
    }
    return messages.subList(0, end);
  }

  private static @Nullable Difference continues(
      List<Canonical.Said> before, List<Canonical.Said> now) {
    for (int i = 0; i < before.size(); i++) {
      String place = "messages." + i;
      if (i >= now.size()) {
        return new Difference(Rule.HISTORY_CHANGED, place, "was sent before and is missing");
      }
      Canonical.Said was = before.get(i);
      Canonical.Said is = now.get(i);
      if (!was.role().equals(is.role())) {
        return new Difference(
            Rule.HISTORY_CHANGED, place + ".role", "was " + was.role() + ", is " + is.role());
      }
      Difference within = within(was.blocks(), is.blocks(), place);
      if (within != null) {
        return within;
      }
    }
    return null;
  }

  private static @Nullable Difference within(List<Node.Obj> was, List<Node.Obj> is, String place) {
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      String here = place + ".content." + i;
      if (i >= is.size()) {
        return new Difference(Rule.HISTORY_CHANGED, here, "was sent before and is missing");
      }
      if (i >= was.size()) {
        return new Difference(Rule.HISTORY_CHANGED, here, "was not there before");
      }
      if (!was.get(i).equals(is.get(i))) {
        boolean thinking = was.get(i).text("type", "").endsWith("thinking");
        return new Difference(
            thinking ? Rule.THINKING_ALTERED : Rule.HISTORY_CHANGED,
            here,
            "was "
                + Difference.shown(was.get(i).json())
                + ", is "
                + Difference.shown(is.get(i).json()));
      }
    }
    return null;
  }

  private static int common(List<Canonical.Said> a, List<Canonical.Said> b) {
    int common = 0;
    while (common < Math.min(a.size(), b.size()) && a.get(common).equals(b.get(common))) {
      common++;
    }
    return common;
  }
}
