package dev.muster.permission.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.Word;
import dev.muster.testkit.corpus.CommandCorpus;
import dev.muster.testkit.corpus.CorpusWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterBash;

/**
 * What is understood is also accepted by bash, and holds the commands that another reader finds.
 */
class SecondReaderTest {
  private static final List<String> CORPORA = List.of("reading", "negative", "denied", "typed");
  private static final Path FOLDER = Path.of("src/test/resources/corpus");

  /** Every so many texts bash is asked about. */
  private static final int EVERY = 12;

  @TempDir private static Path temporary;
  private static CorpusWorld world;
  private static Engines engines;

  @BeforeAll
  static void makeTheWorld() {
    world = CorpusWorld.in(temporary.resolve("world"));
    engines = new Engines(world);
  }

  @Test
  void everyCommandThatAnotherReaderFindsIsAmongThoseUnderstood() {
    TSParser parser = new TSParser();
    parser.setLanguage(new TreeSitterBash());
    Set<String> known = new LinkedHashSet<>();
    for (CommandCorpus.Entry entry :
        CommandCorpus.read(FOLDER.resolve("second-reader.txt")).entries()) {
      known.add(entry.text());
    }
    List<String> missing = new ArrayList<>();
    int compared = 0;
    for (CommandCorpus.Entry entry : entries()) {
      String text = entry.in(world);
      if (text.length() > 5000
          || !(engines.analysis().analyse(text, world.project())
              instanceof ShellReading.Understood understood)) {
        continue;
      }
      TSNode root = parser.parseString(null, text).getRootNode();
      if (root.hasError()) {
        continue;
      }
      compared++;
      Set<String> names = names(understood.commands());
      Set<String> others = new LinkedHashSet<>();
      collect(root, text.getBytes(StandardCharsets.UTF_8), others);
      others.removeAll(names);
      // the other reader takes these words of the grammar for commands
      others.removeAll(Set.of("time", "coproc"));
      if (!others.isEmpty() && !known.contains(entry.text())) {
        missing.add(others + " | " + entry);
      }
    }
    Report.tell(compared + " understood texts agree with the other reader", missing);
    assertThat(compared).isGreaterThan(1000);
    assertThat(missing).isEmpty();
  }

  @Test
  void bashAcceptsWhatIsUnderstood() throws Exception {
    List<CommandCorpus.Entry> refused = new ArrayList<>();
    List<CommandCorpus.Entry> all = entries();
    int asked = 0;
    for (int i = (int) (EffectOracle.seedOfNow() % EVERY); i < all.size(); i += EVERY) {
      String text = all.get(i).in(world);
      if (text.length() < 100_000
          && engines.analysis().analyse(text, world.project()) instanceof ShellReading.Understood) {
        asked++;
        Process bash =
            new ProcessBuilder("/bin/bash", "--noprofile", "--norc", "-n", "-c", text)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!bash.waitFor(20, TimeUnit.SECONDS) || bash.exitValue() != 0) {
          refused.add(all.get(i));
        }
      }
    }
    assertThat(asked).isGreaterThan(100);
    assertThat(refused).isEmpty();
  }

  private static List<CommandCorpus.Entry> entries() {
    List<CommandCorpus.Entry> entries = new ArrayList<>();
    for (String name : CORPORA) {
      entries.addAll(CommandCorpus.read(FOLDER.resolve(name + ".txt")).entries());
    }
    return entries;
  }

  /** The command words that were understood; an empty one where one may be anything. */
  private static Set<String> names(List<ShellCommand> commands) {
    Set<String> names = new LinkedHashSet<>();
    for (ShellCommand command : commands) {
      for (Word word : command.words()) {
        // prefixes such as command and exec are words of the command that they start
        if (word instanceof Word.Literal(String text)) {
          names.add(text);
        }
      }
    }
    return names;
  }

  /**
   * The plain command words of a tree: letters only, so that no quoting is in question; without
   * those that the text makes functions, whose bodies count instead.
   */
  private static void collect(TSNode root, byte[] text, Set<String> found) {
    Set<String> functions = new LinkedHashSet<>();
    collect(root, text, found, functions);
    found.removeAll(functions);
  }

  private static void collect(TSNode node, byte[] text, Set<String> found, Set<String> functions) {
    if (node.getType().equals("command_name")) {
      String name = textOf(node, text);
      if (name.matches("[A-Za-z0-9_./-]+")) {
        found.add(name);
      }
    }
    if (node.getType().equals("function_definition")) {
      functions.add(textOf(node.getNamedChild(0), text));
    }
    for (int i = 0; i < node.getNamedChildCount(); i++) {
      collect(node.getNamedChild(i), text, found, functions);
    }
  }

  private static String textOf(TSNode node, byte[] text) {
    return new String(
        Arrays.copyOfRange(text, node.getStartByte(), node.getEndByte()), StandardCharsets.UTF_8);
  }
}
