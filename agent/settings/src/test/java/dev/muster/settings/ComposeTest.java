package dev.muster.settings;

import static dev.muster.protocol.Layer.FLAGS;
import static dev.muster.protocol.Layer.LOCAL;
import static dev.muster.protocol.Layer.MANAGED;
import static dev.muster.protocol.Layer.PROJECT;
import static dev.muster.protocol.Layer.USER;
import static dev.muster.settings.Given.composed;
import static dev.muster.settings.Given.settings;
import static dev.muster.settings.Given.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComposeTest {

  @Test
  void theHigherLayerWinsWhateverTheOrderOfTheSources() {
    SettingsSource user = source(USER, "{\"model\":\"haiku\"}");
    SettingsSource project = source(PROJECT, "{\"model\":\"sonnet\"}");
    SettingsSource local = source(LOCAL, "{\n\"model\":\"opus\"}");
    assertThat(settings(local, user, project).model())
        .contains(new Sourced<>("opus", new Origin(LOCAL, ".claude/settings.local.json", 2)));
    assertThat(settings(user, source(FLAGS, "{\"model\":\"fable\"}"), local).model())
        .map(Sourced::value)
        .contains("fable");
    assertThat(
            settings(source(MANAGED, "{\"model\":\"x\"}"), source(FLAGS, "{\"model\":\"y\"}"))
                .model())
        .map(Sourced::value)
        .contains("x");
  }

  @Test
  void aLaterDropInOverridesTheManagedBaseAndUnitesLists() {
    Settings settings =
        settings(
            source(MANAGED, "base", "{\"model\":\"a\",\"permissions\":{\"deny\":[\"A\"]}}"),
            source(
                MANAGED, "10.json", "{\"model\":\"b\",\"permissions\":{\"deny\":[\"B\",\"A\"]}}"),
            source(MANAGED, "20.json", "{\"permissions\":{\"deny\":[\"C\"]}}"));
    assertThat(settings.model()).map(Sourced::value).contains("b");
    assertThat(settings.permissions().deny())
        .extracting(RuleText::text)
        .containsExactly("C", "B", "A");
  }

  @Test
  void listsAreUnitedTheHigherLayerFirstAndItemsKnowTheirLineAndBase() {
    PermissionSettings permissions =
        settings(
                source(USER, "{\"permissions\":{\"allow\":[\n\"Read\",\n\"Bash(ls)\"]}}"),
                source(PROJECT, "{\"permissions\":{\"allow\":[\n\n\"Edit\"]}}"))
            .permissions();
    assertThat(permissions.allow())
        .containsExactly(
            new RuleText(
                "Edit", new Origin(PROJECT, ".claude/settings.json", 3), Path.of("/base/PROJECT")),
            new RuleText(
                "Read",
                new Origin(USER, "/home/u/.claude/settings.json", 2),
                Path.of("/base/USER")),
            new RuleText(
                "Bash(ls)",
                new Origin(USER, "/home/u/.claude/settings.json", 3),
                Path.of("/base/USER")));
  }

  @Test
  void theSameRuleOfAnotherFolderIsAnotherRule() {
    Settings settings =
        settings(
            source(USER, "{\"permissions\":{\"deny\":[\"Read(/x)\"]}}"),
            source(PROJECT, "{\"permissions\":{\"deny\":[\"Read(/x)\",\"Read(/x)\"]}}"));
    assertThat(settings.permissions().deny()).hasSize(2);
  }

  @Test
  void envIsUnitedByVariableAndTakesNumbersAndBooleans() {
    Settings settings =
        settings(
            source(USER, "{\"env\":{\"A\":\"user\",\"B\":\"user\"}}"),
            source(PROJECT, "{\"env\":{\"A\":\"project\",\"N\":60000,\"T\":true}}"));
    assertThat(settings.env()).hasSize(4);
    assertThat(settings.env().get("A").value()).isEqualTo("project");
    assertThat(settings.env().get("B").value()).isEqualTo("user");
    assertThat(settings.env().get("N").value()).isEqualTo("60000");
    assertThat(settings.env().get("T").value()).isEqualTo("true");
  }

  @Test
  void aManagedListOfWhatIsAllowedStandsAlone() {
    Settings settings =
        settings(
            source(MANAGED, "{\"availableModels\":[\"sonnet\"]}"),
            source(USER, "{\"availableModels\":[\"opus\"]}"));
    assertThat(settings.availableModels().orElseThrow())
        .extracting(Sourced::value)
        .containsExactly("sonnet");
    assertThat(
            settings(
                    source(MANAGED, "{\"availableModels\":[]}"),
                    source(USER, "{\"availableModels\":[\"opus\"]}"))
                .availableModels())
        .contains(List.of());
  }

  @Test
  void disablingBypassAnywhereHolds() {
    assertThat(
            settings(
                    source(FLAGS, "{\"permissions\":{\"defaultMode\":\"bypassPermissions\"}}"),
                    source(
                        USER, "{\"permissions\":{\"disableBypassPermissionsMode\":\"disable\"}}"))
                .permissions()
                .bypassDisabled())
        .isPresent();
  }

  @Test
  void aDemandForASandboxBelowTheFlagsIsNotLoosenedByTheProject() {
    String on = "{\"sandbox\":{\"enabled\":true,\"failIfUnavailable\":true}}";
    String off = "{\"sandbox\":{\"enabled\":false,\"failIfUnavailable\":false}}";
    assertThat(settings(source(USER, on), source(PROJECT, off)).sandbox().forced()).isTrue();
    assertThat(settings(source(USER, on), source(FLAGS, off)).sandbox().forced()).isFalse();
    assertThat(settings(source(MANAGED, on), source(FLAGS, off)).sandbox().forced()).isTrue();
    assertThat(settings(source(USER, "{\"sandbox\":{\"enabled\":true}}")).sandbox().forced())
        .isFalse();
    assertThat(settings(source(USER, "{\"sandbox\":{\"enabled\":true}}")).sandbox().wanted())
        .isTrue();
  }

  @Test
  void onlyManagedRulesCountWhereManagedSettingsSaySo() {
    Composition.Composed composed =
        composed(
            true,
            source(
                MANAGED,
                "{\"allowManagedPermissionRulesOnly\":true,\"permissions\":{\"allow\":[\"Read\"]}}"),
            source(USER, "{\"permissions\":{\"allow\":[\"Bash\"],\"deny\":[\"Edit\"]}}"));
    PermissionSettings permissions = composed.settings().permissions();
    assertThat(permissions.allow()).extracting(RuleText::text).containsExactly("Read");
    assertThat(permissions.deny()).isEmpty();
    assertThat(permissions.managedRulesOnly()).map(Sourced::value).contains(true);
    assertThat(composed.warnings())
        .singleElement()
        .extracting(Fault::text)
        .asString()
        .contains("/home/u/.claude/settings.json")
        .contains("permissions.allow, permissions.deny");
  }

  @Test
  void aFlagIsASourceWithoutLines() throws Exception {
    Json.Obj value = JsonReader.readObject("{\"permissions\":{\"deny\":[\"Bash\"]}}");
    RuleText rule =
        settings(SettingsSource.flag("--disallowedTools", Path.of("/w"), value))
            .permissions()
            .deny()
            .getFirst();
    assertThat(rule.origin().place()).isEqualTo("--disallowedTools");
    Json.Obj wrong = JsonReader.readObject("{\"permissions\":{\"denny\":[]}}");
    assertThat(Given.faults(SettingsSource.flag("--settings", Path.of("/w"), wrong)))
        .containsExactly("--settings: unknown key \"permissions.denny\" (did you mean \"deny\"?)");
  }

  @Test
  void modesThatAreNotOfferedBecomeTheDefaultOneInsteadOfALowerLayersOne() {
    Composition.Composed composed =
        composed(
            true,
            source(MANAGED, "{\"permissions\":{\"defaultMode\":\"auto\"}}"),
            source(USER, "{\"permissions\":{\"defaultMode\":\"bypassPermissions\"}}"));
    assertThat(composed.settings().permissions().defaultMode())
        .map(Sourced::value)
        .contains(PermissionMode.DEFAULT);
    assertThat(composed.warnings())
        .extracting(Fault::what)
        .anyMatch(what -> what.contains("\"auto\""));
  }

  @Test
  void hooksOfAllLayersAreUnitedByEvent() {
    String hook =
        "{\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"%s\"}]}]}}";
    Settings settings =
        settings(source(USER, hook.formatted("a")), source(PROJECT, hook.formatted("b")));
    Json merged = settings.value("hooks.PreToolUse").orElseThrow().value();
    assertThat(merged)
        .isInstanceOfSatisfying(Json.Arr.class, list -> assertThat(list.items()).hasSize(2));
    assertThat(settings.firstHook()).map(Origin::layer).contains(PROJECT);
    assertThat(
            settings(
                    source(MANAGED, "{\"allowManagedHooksOnly\":true}"),
                    source(USER, hook.formatted("a")))
                .firstHook())
        .isEmpty();
  }

  @Test
  void fallbackModelsAreOneOrSeveral() {
    assertThat(settings(source(USER, "{\"fallbackModel\":\"a\"}")).fallbackModels())
        .extracting(Sourced::value)
        .containsExactly("a");
    assertThat(settings(source(USER, "{\"fallbackModel\":[\"a\",\"b\"]}")).fallbackModels())
        .extracting(Sourced::value)
        .containsExactly("a", "b");
  }

  @Test
  void versionsOutsideTheManagedRangeAreRefused() {
    Settings settings =
        settings(
            source(
                MANAGED,
                "{\"requiredMinimumVersion\":\"2.1.100\",\"requiredMaximumVersion\":\"2.9\"}"));
    assertThat(settings.versionRefusal("2.1.197")).isEmpty();
    assertThat(settings.versionRefusal("2.1.99"))
        .hasValueSatisfying(w -> assertThat(w).contains("before 2.1.100"));
    assertThat(settings.versionRefusal("2.1.100-beta")).isPresent();
    assertThat(settings.versionRefusal("3.0"))
        .hasValueSatisfying(w -> assertThat(w).contains("after 2.9"));
    assertThat(settings.versionRefusal("unknown")).isPresent();
    assertThat(Settings.NONE.versionRefusal("unknown")).isEmpty();
  }
}
