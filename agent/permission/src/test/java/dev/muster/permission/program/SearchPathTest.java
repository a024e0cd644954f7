package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchPathTest {
  @Test
  void onlyWhatIsFoundOutsideOfWritableFoldersIsTrusted() {
    Map<Path, Path> files =
        Map.of(
            Path.of("/usr/bin/ls"), Path.of("/usr/bin/ls"),
            Path.of("/usr/bin/cat"), Path.of("/usr/bin/busybox"),
            Path.of("/usr/bin/wc"), Path.of("/w/wc"),
            Path.of("/w/.venv/bin/cat"), Path.of("/usr/bin/cat"));
    Object[][] table = {
      {"/usr/bin:/w/.venv/bin", "cat", true},
      {"/w/.venv/bin:/usr/bin", "ls", true},
      {"/w/.venv/bin:/usr/bin", "cat", false},
      {"/opt/../w/.venv/bin", "cat", false},
      {"/usr/bin", "wc", false},
      {"/usr/bin:.", "ls", true},
      {"/usr/bin:.", "du", false},
      {"/usr/bin:", "du", false},
      {":/usr/bin", "ls", false},
      {"bin:/usr/bin", "ls", false},
      {"/usr/bin", "du", true}
    };
    for (Object[] row : table) {
      SearchPath path = new SearchPath((String) row[0], List.of(Path.of("/w")), files::get);
      assertThat(path.isTrusted((String) row[1])).as(row[0] + " " + row[1]).isEqualTo(row[2]);
    }
  }
}
