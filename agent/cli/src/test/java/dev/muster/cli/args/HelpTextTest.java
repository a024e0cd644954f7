package dev.muster.cli.args;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    assertThat(help).isEqualTo(golden("help-" + command.name() + ".txt"));
  }

  @Test
  void everyOptionThatWorksIsInTheHelpAndNoOther() {
    String help = HelpText.of(Command.RUN);
    for (Option option : Option.values()) {
      boolean shown = option.belongsTo(Command.RUN) && option.group() != Option.Group.HIDDEN;
      for (String name : option.names()) {
        assertThat(List.of(help.split("[\\s,]+", -1)).contains(name)).as(name).isEqualTo(shown);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void completionIsAsItWas(Shell shell) throws IOException {
    assertThat(CompletionScript.of(shell)).isEqualTo(golden("completion." + shell.word()));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = HelpTextTest.class.getResourceAsStream(name)) {
      return in == null
          ? "no golden " + name
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
