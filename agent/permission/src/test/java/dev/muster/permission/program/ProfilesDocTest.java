package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.program.ProfileText.Block;
import dev.muster.permission.shell.BashAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The statements of docs/profiles.md, which must be true. */
class ProfilesDocTest {
  private static final Path DOC = Path.of("../../docs/profiles.md");

  @Test
  void theExampleIsAProfile() throws IOException {
    Matcher example =
        Pattern.compile("```profile\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOC));
    assertThat(example.find()).isTrue();
    assertThat(AddedProfiles.read(example.group(1), false, new BashAnalysis(Map.of())))
        .isInstanceOf(AddedProfiles.Reading.Usable.class);
  }

  @Test
  void everyProgramIsListed() throws IOException {
    TreeSet<String> programs = new TreeSet<>();
    TreeSet<String> commands = new TreeSet<>();
    for (Block block : ExamplesTest.blocks()) {
      for (String name : ProfileText.names(block.heading())) {
        String kind = ProfileText.kind(block.heading());
        if (kind.equals("program")) {
          programs.add(name);
        } else if (kind.equals("command") && name.matches("git \\S+")) {
          commands.add(name.substring(4));
        }
      }
    }
    String text = Files.readString(DOC);
    String list = text.substring(text.indexOf("## Known programs"));
    assertThat(list).isEqualTo(listed(programs, commands));
    assertThat(text)
        .contains(
            programs.size() + " programs and " + commands.size() + " commands of git have one");
  }

  @Test
  void everyRoleAndEffectIsTold() throws IOException {
    String text = Files.readString(DOC);
    for (Role role : Role.values()) {
      assertThat(text).contains("`" + word(role) + "`");
    }
    for (Effect.Kind kind : Effect.Kind.values()) {
      assertThat(text).containsPattern("`" + word(kind) + "[ `]");
    }
    for (Profile.Trait trait : Profile.Trait.values()) {
      assertThat(text).containsPattern("`is [a-z ]*\\b" + word(trait) + "\\b");
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String listed(TreeSet<String> programs, TreeSet<String> commands) {
    StringBuilder list = new StringBuilder("## Known programs\n\n");
    paragraph(programs, list);
    list.append("\nCommands of git:\n\n");
    paragraph(commands, list);
    return list.toString();
  }

  private static void paragraph(TreeSet<String> names, StringBuilder list) {
    int column = 0;
    for (String name : names) {
      String shown = "`" + name + "`";
      if (column > 0 && column + 1 + shown.length() > 118) {
        list.append('\n');
        column = 0;
      }
      list.append(column > 0 ? " " : "").append(shown);
      column += shown.length() + (column > 0 ? 1 : 0);
    }
    list.append('\n');
  }
}
