package dev.muster.tools.bash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandWordsTest {

  @Test
  void knowsAPlainSleep() {
    assertThat(CommandWords.onlySleeps("sleep 5")).isTrue();
    assertThat(CommandWords.onlySleeps("  sleep 1m 2.5 .5 ")).isTrue();
    for (String other :
        new String[] {
          "sleep",
          "sleep 5; ls",
          "sleep 5 && ls",
          "sleep $x",
          "sleep x",
          "slee",
          "",
          "sleep 5\nls",
          "ls"
        }) {
      assertThat(CommandWords.onlySleeps(other)).as(other).isFalse();
    }
  }

  @Test
  void knowsCommandsThatSayNothing() {
    assertThat(CommandWords.isSilent("mkdir -p a/b")).isTrue();
    assertThat(CommandWords.isSilent("mv a b; ls")).isFalse();
    assertThat(CommandWords.isSilent("ls")).isFalse();
    assertThat(CommandWords.isSilent("")).isFalse();
  }
}
