package dev.muster.cli.args;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpTextTest {

  @ParameterizedTest
  @EnumSource(Command.class)
  void helpIsAsItWasAndFitsTheScreen(Command command) throws IOException {
    String help = HelpText.of(command);
    assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(help.lines()).noneSatisfy(line -> assertThat(line).endsWith(" "));
    golden("help-" + command.name() + ".txt", help);
  }

  @Test
  void everyOptionThatWorksIsInTheHelpAndNoOther() {
    String help = HelpText.of(Command.RUN);
    for (Option option : Option.values()) {
      for (String name : option.names()) {
        boolean shown = false;
        for (Option any : Option.values()) {
          shown |=
              any.names().contains(name)
                  && any.belongsTo(Command.RUN)
                  && any.group() != Option.Group.HIDDEN;
        }
        assertThat(List.of(help.split("[\\s,]+", -1)).contains(name)).as(name).isEqualTo(shown);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void completionIsAsItWas(Shell shell) throws IOException {
    golden("completion." + shell.word(), CompletionScript.of(shell));
  }

  /** Compares with the golden file; {@code -Dgoldens.update=true} writes it. */
  private static void golden(String name, String actual) throws IOException {
    if (Boolean.getBoolean("goldens.update")) {
      Path file = Path.of("src/test/resources/dev/muster/cli/args", name);
      Files.writeString(file, actual, StandardCharsets.UTF_8);
      return;
    }
    try (InputStream in = HelpTextTest.class.getResourceAsStream(name)) {
      assertThat(in).as("golden %s", name).isNotNull();
      assertThat(actual).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
