package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcTableTest {

  private static final String REST = " 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 9876 111 222";

  private static ProcessEntry parse(String stat) {
    return ProcTable.parse(42, stat.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsAProcessWhateverItsName() {
    ProcessEntry wanted = new ProcessEntry(42, 7, 40, 39, 9876);
    assertThat(parse("42 (bash) S 7 40 39" + REST)).isEqualTo(wanted);
    assertThat(parse("42 (a) S 1 1 1) R 7 40 39" + REST)).isEqualTo(wanted);
    assertThat(parse("42 ((x)\n y)) D 7 40 39" + REST)).isEqualTo(wanted);
  }

  @Test
  void passesOverTheDeadAndTheUnreadable() {
    assertThat(parse("42 (x) Z 7 40 39" + REST)).isNull();
    assertThat(parse("42 (x) X 7 40 39" + REST)).isNull();
    assertThat(parse("42 (x) S 7 40")).isNull();
    assertThat(parse("")).isNull();
    assertThat(parse("nonsense")).isNull();
  }

  @Test
  void findsThisProcessInBothTables() {
    long self = ProcessHandle.current().pid();
    for (ProcessTable table :
        new ProcessTable[] {new ProcTable(), new PsTable(java.nio.file.Path.of("/bin/ps"))}) {
      assertThat(table.all())
          .anyMatch(entry ->
              entry.pid() == self
                  && entry.parent() == ProcessHandle.current().parent().orElseThrow().pid());
    }
    assertThat(new ProcTable().startedAfter(self)).anyMatch(entry -> entry.pid() == self);
  }
}
