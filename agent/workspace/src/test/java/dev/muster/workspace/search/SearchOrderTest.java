package dev.muster.workspace.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.Confinement;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.LocalRunner;
import dev.muster.workspace.Programs;
import dev.muster.workspace.search.GrepOutcome.FileMatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order and the limits of results, in a tree large enough that several threads share it. */
class SearchOrderTest {

  private static final int FILES = 1500;

  @TempDir Path temporary;
  private Path root;
  private final List<Search> searches = new ArrayList<>();

  @BeforeEach
  void tree() throws IOException {
    root = temporary.toRealPath();
    for (int i = 0; i < FILES; i++) {
      Path folder = Files.createDirectories(root.resolve("d" + i % 7));
      Path file = Files.writeString(folder.resolve("f" + i), "needle\nx\nneedle\n");
      // several files of the same time, in another order than that of their names
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + i * 13 % 500 * 1000L));
    }
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/usr/local/bin");
    searches.add(Search.java(environment));
    Programs.find("rg", environment)
        .ifPresent(rg -> searches.add(Search.ripgrep(rg, new LocalRunner(), environment)));
  }

  private SearchRequest request(Predicate<Path> visible) throws IOException {
    return new SearchRequest(
        new DiskPathFacts().identify(root), visible, new Confinement.Unconfined());
  }

  private List<String> newestFirst(Predicate<Path> visible) {
    Comparator<Integer> order = Comparator.comparing(i -> -(i * 13 % 500));
    List<String> paths = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      numbers.add(i);
    }
    numbers.sort(order.thenComparing(SearchOrderTest::path));
    for (int i : numbers) {
      if (visible.test(root.resolve(path(i)))) {
        paths.add(path(i));
      }
    }
    return paths;
  }

  private static String path(int i) {
    return "d" + i % 7 + "/f" + i;
  }

  @Test
  void tellsTheNewestNamesAndCountsTheOthers() throws Exception {
    Predicate<Path> visible = file -> !file.startsWith(root.resolve("d3"));
    List<String> expected = newestFirst(visible);
    for (Search search : searches) {
      GlobOutcome.Found found = (GlobOutcome.Found) search.glob(request(visible), "**/f*", 100);
      assertThat(found.paths()).isEqualTo(expected.subList(0, 100));
      assertThat(found.total()).isEqualTo(expected.size());
      assertThat(found.complete()).isTrue();
    }
  }

  @Test
  void tellsTheFirstFilesAndCountsTheOthers() throws Exception {
    Predicate<Path> visible = file -> !file.startsWith(root.resolve("d3"));
    List<String> byTime = newestFirst(visible);
    List<String> byPath = byTime.stream().sorted().toList();
    for (Search search : searches) {
      for (GrepQuery.Mode mode : GrepQuery.Mode.values()) {
        GrepQuery query = GrepQuery.of("needle", mode);
        GrepOutcome.Found all = (GrepOutcome.Found) search.grep(request(visible), query);
        GrepOutcome.Found some = (GrepOutcome.Found) search.grep(request(visible), query, 21);
        boolean content = mode == GrepQuery.Mode.CONTENT;
        assertThat(all.files()).extracting(FileMatches::path).isEqualTo(content ? byPath : byTime);
        assertThat(some.files()).isEqualTo(all.files().subList(0, content ? 11 : 21));
        assertThat(some.totals()).isEqualTo(all.totals());
        int files = byTime.size();
        assertThat(all.totals())
            .isEqualTo(
                new GrepOutcome.Totals(
                    content ? 2 * files : files,
                    files,
                    mode == GrepQuery.Mode.FILES ? files : 2 * files));
      }
    }
  }
}
