package dev.muster.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.policy.TestBed;
import dev.muster.policy.check.Mistake.Kind;
import dev.muster.policy.check.Mistake.Severity;
import dev.muster.policy.view.Paper;
import dev.muster.protocol.Layer;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {

  private TestBed bed;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    bed = new TestBed(temporary);
  }

  private List<Mistake> check(String settings) {
    return PolicyCheck.of(
        List.of(
            SettingsSource.text(
                Layer.PROJECT,
                "settings.json",
                bed.project,
                settings.getBytes(StandardCharsets.UTF_8))),
        bed.place(),
        bed.parts);
  }

  private List<Mistake> rules(String list, String... rules) {
    return check(lists(Map.of(list, List.of(rules))));
  }

  private static String lists(Map<String, List<String>> lists) {
    Json.Builder permissions = Json.Obj.builder();
    lists.forEach((list, rules) -> permissions.put(list, Json.strings(rules)));
    return JsonWriter.write(Json.Obj.builder().put("permissions", permissions.build()).build());
  }

  /** A rule of an allow list, and a rule of a stricter list that makes it dead. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Bash(rm -rf build); deny; Bash(rm:*)
          Bash(rm:*); deny; Bash(rm:*)
          Bash(git push); ask; Bash(git *)
          Bash(make); deny; Bash
          Bash(make); deny; *
          mcp__a__b; deny; mcp__a
          mcp__a; deny; mcp__*
          Read(/a/b.txt); deny; Read(/a/**)
          Edit(/a/b.txt); deny; Read(/a/**)
          Edit(/a/*.txt); ask; Edit(/a/**)
          Read(~/.ssh/id); deny; Read(~/.ssh/**)
          Read(//etc/hosts); deny; Read(//**)
          Read(./secret.key); deny; Read(*.key)
          WebFetch(domain:a.example.com); deny; WebFetch(domain:*.example.com)
          WebFetch(domain:a.example.com); ask; WebFetch
          """)
  void whatIsDeniedOrAskedAboutAnywayIsDead(String allow, String list, String other) {
    List<Mistake> found = check(lists(Map.of("allow", List.of(allow), list, List.of(other))));
    assertThat(found).filteredOn(mistake -> mistake.kind() == Kind.DEAD).hasSize(1);
    Mistake dead =
        found.stream().filter(mistake -> mistake.kind() == Kind.DEAD).findFirst().orElseThrow();
    assertThat(dead.rule()).isEqualTo(allow);
    assertThat(dead.severity()).isEqualTo(Severity.WARNING);
    assertThat(dead.place()).isEqualTo("settings.json:1");
    assertThat(dead.other()).isEqualTo(other + " in settings.json:1");
  }

  /** Rules of which the stricter one leaves something to the other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Bash(rm:*); deny; Bash(rm -rf build)
          Bash(rmdir x); deny; Bash(rm:*)
          Bash(a b*); deny; Bash(a b:*)
          mcp__a; deny; mcp__a__b
          Read(/a/**); deny; Read(/a/b.txt)
          Read(/a/b.txt); deny; Edit(/a/**)
          Read(/a); deny; Read(/a/**/x)
          Read(/a/b); deny; Read(/a/[!b])
          WebFetch(domain:example.com); deny; WebFetch(domain:*.example.com)
          Read(/a/b.txt); deny; Bash
          """)
  void whatIsPartlyOpenIsNotDead(String allow, String list, String other) {
    assertThat(check(lists(Map.of("allow", List.of(allow), list, List.of(other)))))
        .extracting(Mistake::kind)
        .doesNotContain(Kind.DEAD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          allow; Bash(make test); Bash(make *)
          allow; Read(/a/x); Edit(/a/**)
          deny; Edit(/a/x); Read(/a/**)
          deny; Bash(rm -rf x); Bash(rm:*)
          ask; WebFetch(domain:a.example); WebFetch(domain:*.example)
          """)
  void aNarrowerRuleOfTheSameListIsShadowed(String list, String narrow, String broad) {
    for (List<String> order : List.of(List.of(narrow, broad), List.of(broad, narrow))) {
      List<Mistake> found = rules(list, order.toArray(String[]::new));
      assertThat(found)
          .filteredOn(mistake -> mistake.kind() == Kind.SHADOWED)
          .extracting(Mistake::rule)
          .containsExactly(narrow);
    }
  }

  @Test
  void ofTwoRulesThatSayTheSameTheLaterIsShadowed() {
    assertThat(rules("allow", "Bash(make all:*)", "Bash(make all *)"))
        .extracting(Mistake::rule)
        .containsExactly("Bash(make all *)");
  }

  @Test
  void layersAreComparedWithOneAnother() {
    byte[] managed = lists(Map.of("deny", List.of("Bash(rm:*)"))).getBytes(StandardCharsets.UTF_8);
    byte[] user =
        lists(Map.of("allow", List.of("Bash(rm x)"), "deny", List.of("Bash(rm y)")))
            .getBytes(StandardCharsets.UTF_8);
    List<Mistake> found =
        PolicyCheck.of(
            List.of(
                SettingsSource.text(Layer.MANAGED, "managed.json", Path.of("/etc/m"), managed),
                SettingsSource.text(Layer.USER, "user.json", bed.home, user)),
            bed.place(),
            bed.parts);
    assertThat(found).extracting(Mistake::kind).containsOnly(Kind.DEAD, Kind.SHADOWED);
    assertThat(found)
        .filteredOn(mistake -> mistake.kind() == Kind.SHADOWED)
        .extracting(Mistake::severity)
        .containsExactly(Severity.NOTE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          allow; Write(src/**); never-matches;
          allow; Glob(src/**); never-matches;
          allow; Frobnicate; never-matches;
          allow; bash; never-matches; Bash
          deny; Raed; never-matches; Read
          allow; mcp__*; never-matches;
          allow; Bash(a && b); never-matches; Bash(a), Bash(b)
          deny; Bash(a || b); never-matches; Bash(a), Bash(b)
          allow; Bash(a | b | c); never-matches; Bash(a), Bash(b), Bash(c)
          allow; Bash(git:status); never-matches; Bash(git status:*)
          deny; Bash(git:); never-matches; Bash(git:*)
          allow; Bash(npm run:* x); never-matches; Bash(npm run * x)
          allow; Edit(.git/**); never-matches;
          allow; Edit(/.claude/settings.json); never-matches;
          allow; Bash(ls*); misleading; Bash(ls:*)
          allow; Bash(curl *example.com*); misleading; WebFetch(domain:example.com)
          allow; Bash(wget * x); misleading;
          allow; Bash(* --version); misleading;
          allow; WebFetch(domain:*); misleading;
          allow; WebFetch(domain:*.com); misleading;
          allow; WebFetch(domain:gist.github.com); misleading;
          allow; WebFetch(domain:*.herokuapp.com); misleading;
          deny; Bash(rm -rf:*); misleading; Bash(rm:*)
          ask; Bash(git push --force:*); misleading; Bash(git push:*)
          deny; Read(/etc/passwd); misleading; Read(//etc/passwd)
          deny; Read(~user/x); misleading;
          deny; Read($HOME/x); misleading;
          """)
  void mistakesAreNamedWithWhatToWriteInstead(
      String list, String rule, String kind, String instead) {
    List<Mistake> found = rules(list, rule);
    assertThat(found).as(found.toString()).hasSize(1);
    assertThat(found.getFirst().kind().word()).isEqualTo(kind);
    assertThat(found.getFirst().rule()).isEqualTo(rule);
    assertThat(found.getFirst().severity()).isEqualTo(Severity.WARNING);
    assertThat(found.getFirst().why()).endsWith(".");
    if (instead != null) {
      assertThat(found.getFirst().instead()).isEqualTo(instead);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git", "find", "npx", "python", "python3", "node", "sudo", "bash", "sh", "env", "xargs",
        "timeout", "nohup", "eval", "ssh", "curl", "wget", "npm", "docker", "awk", "perl", "watch"
      })
  void aWholeProgramThatGivesMoreIsMisleading(String program) {
    for (String form : List.of("Bash(" + program + ":*)", "Bash(" + program + " *)")) {
      List<Mistake> found = rules("allow", form);
      assertThat(found).as(form).extracting(Mistake::kind).containsExactly(Kind.MISLEADING);
      assertThat(found.getFirst().instead()).isNotEmpty();
      assertThat(rules("deny", form)).as("a deny of " + form).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bash(git status:*)",
        "Bash(git push:*)",
        "Bash(npm test:*)",
        "Bash(npm run build)",
        "Bash(python -m pytest:*)",
        "Bash(npx jest:*)",
        "Bash(bash scripts/check.sh)",
        "Bash(make:*)",
        "Bash(./gradlew test *)",
        "Bash(echo \"a && b\")",
        "Bash(node scripts/*)",
        "Read(/src/**)",
        "Edit(/src/**)",
        "Read(//usr/share/**)",
        "Edit(docs/*.md)",
        "WebFetch(domain:docs.example.com)",
        "WebFetch(domain:*.example.com)",
        "WebFetch",
        "Agent(reviewer)",
        "Skill(format)",
        "mcp__files",
        "mcp__files__get_*",
        "Bash(curl https://docs.example.com/:*)"
      })
  void rulesThatSayWhatTheyDoAreLeftAlone(String rule) {
    assertThat(rules("allow", rule)).isEmpty();
  }

  @Test
  void anInterpreterThatReadsWhatIsDeniedIsToldOf() {
    List<Mistake> found =
        check(lists(Map.of("allow", List.of("Bash(python:*)"), "deny", List.of("Read(./.env)"))));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().why()).contains("Read(./.env)");
  }

  @Test
  void aProjectThatHasSuchAFolderMeansItsOwn() throws IOException {
    Files.createDirectories(bed.project.resolve("etc"));
    assertThat(rules("deny", "Read(/etc/passwd)"))
        .extracting(Mistake::instead)
        .doesNotContain("Read(//etc/passwd)");
  }

  @Test
  void faultsOfAFileAreToldWithTheirPlaces() {
    List<Mistake> found = check("{\n  \"permissions\": {\"alow\": []}\n}");
    assertThat(found).extracting(Mistake::severity).containsExactly(Severity.FAULT);
    assertThat(found.getFirst().place()).isEqualTo("settings.json:2:19");
    found = check("{\n \"permissions\": {\"deny\": [\"Bash(\"]},\n \"modle\": \"x\"}");
    assertThat(found)
        .extracting(Mistake::place)
        .containsExactly("settings.json:2", "settings.json:3:2");
    assertThat(found)
        .extracting(Mistake::severity)
        .containsExactly(Severity.FAULT, Severity.WARNING);
  }

  @Test
  void theReportTellsAndCounts() {
    CheckReport report =
        new CheckReport(
            List.of("settings.json"),
            check(lists(Map.of("allow", List.of("Bash(ls*)", "Bash(ls\u001b[31m)")))));
    String text = report.text(new Paper(80, false));
    assertThat(text)
        .contains("warning settings.json:1: allow Bash(ls*)")
        .contains("instead Bash(ls:*)")
        .endsWith("settings.json: 0 faults, 2 warnings, 0 notes\n")
        .doesNotContain("\u001b");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(report.passed(false)).isTrue();
    assertThat(report.passed(true)).isFalse();
    assertThat(report.json().whole("warnings")).hasValue(2);
    Json.Obj mistake = (Json.Obj) report.json().items("mistakes").getLast();
    assertThat(mistake.members().keySet())
        .isEqualTo(Set.of("severity", "kind", "place", "list", "rule", "why", "instead"));
  }

  @Test
  @Timeout(60)
  void thousandsOfRulesAreChecked() {
    String[] allow = new String[2_000];
    for (int i = 0; i < allow.length; i++) {
      allow[i] = i % 2 == 0 ? "Bash(tool-" + i + " sub:*)" : "Edit(/module-" + i + "/**/*.java)";
    }
    assertThat(rules("allow", allow)).isEmpty();
  }
}
