package dev.muster.settings;

import static dev.muster.settings.Given.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.json.NearestName;
import dev.muster.protocol.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Goes through the whole table, so that no key is forgotten by reader, composer or settings. */
class EveryKeyTest {

  private static Json sample(KeySpec key) {
    return switch (key.name()) {
      case "permissions.defaultMode" -> Json.of("plan");
      case "effortLevel" -> Json.of("high");
      case "forceLoginMethod" -> Json.of("console");
      case "requiredMinimumVersion", "requiredMaximumVersion" -> Json.of("2.1.0");
      case "allowedMcpServers", "deniedMcpServers" ->
          new Json.Arr(List.of(Json.Obj.builder().put("serverName", "x").build()));
      case "env" -> Json.Obj.builder().put("A", "b").build();
      case "sandbox.credentials.files" ->
          new Json.Arr(List.of(Json.Obj.builder().put("path", "x").put("mode", "deny").build()));
      case "sandbox.credentials.envVars" ->
          new Json.Arr(List.of(Json.Obj.builder().put("name", "X").put("mode", "mask").build()));
      default ->
          switch (key.type()) {
            case BOOLEAN -> new Json.Bool(true);
            case INTEGER, NUMBER -> Json.of(7);
            case STRING, WHOLE -> Json.of("x");
            case DISABLE -> Json.of("disable");
            case STRINGS -> Json.strings(List.of("x"));
            case LIST -> new Json.Arr(List.of(Json.Obj.EMPTY));
            case MEMBERS -> Json.Obj.builder().put("m", Json.Obj.EMPTY).build();
            case GROUP -> Json.Obj.EMPTY;
          };
    };
  }

  private static String nested(String name, Json value) {
    List<String> parts = List.of(name.split("\\.", -1));
    Json json = value;
    for (int i = parts.size() - 1; i >= 0; i--) {
      json = Json.Obj.builder().put(parts.get(i), json).build();
    }
    return JsonWriter.write(json);
  }

  @Test
  void everyKeyChangedOnceIsSeenAndNoOtherIs() {
    int seen = 0;
    for (KeySpec key : KeyTable.all()) {
      SettingsSource source = source(Layer.MANAGED, nested(key.name(), sample(key)));
      Composition.Composed composed = Given.composed(false, source);
      boolean elsewhere =
          key.scope() == KeySpec.Scope.GLOBAL_CONFIG || key.name().equals("mcpServers");
      assertThat(composed.warnings()).as(key.name()).hasSize(elsewhere ? 1 : 0);
      assertThat(Settings.NONE.value(key.name())).as(key.name()).isEmpty();
      if (key.type() == KeySpec.Type.GROUP || elsewhere) {
        continue;
      }
      seen++;
      assertThat(composed.settings().value(key.name()).map(Sourced::value))
          .as(key.name())
          .contains(sample(key));
      for (KeySpec other : KeyTable.all()) {
        if (!other.name().equals(key.name())) {
          assertThat(composed.settings().value(other.name())).as(other.name()).isEmpty();
        }
      }
    }
    assertThat(seen).isGreaterThan(195);
  }

  @Test
  void everyKeyOfTheWrongTypeIsRefusedOrWarnedOf() {
    for (KeySpec key : KeyTable.all()) {
      Json wrong = key.type() == KeySpec.Type.BOOLEAN ? Json.of("true") : Json.NULL;
      Composition composition =
          Settings.compose(List.of(source(Layer.MANAGED, nested(key.name(), wrong))), true);
      boolean anything = key.type() == KeySpec.Type.WHOLE && !key.exact();
      if (key.exact()
          && key.type() != KeySpec.Type.WHOLE
          && key.scope() != KeySpec.Scope.GLOBAL_CONFIG) {
        assertThat(composition).as(key.name()).isInstanceOf(Composition.Rejected.class);
      } else if (!anything && key.type() != KeySpec.Type.WHOLE) {
        assertThat(((Composition.Composed) composition).warnings()).as(key.name()).hasSize(1);
      }
    }
  }

  @Test
  void aMistypedKeyNamesItsNeighbour() {
    for (KeySpec key : KeyTable.all()) {
      String leaf = key.leaf();
      if (leaf.length() < 4) {
        continue;
      }
      String mistyped = leaf.substring(0, 2) + leaf.substring(3);
      Optional<String> near = NearestName.of(mistyped, List.of("unrelated", leaf, "zzz"));
      assertThat(near).as(mistyped).contains(leaf);
    }
    assertThat(NearestName.of("qqqqqqqq", KeyTable.leavesBelow(""))).isEmpty();
    assertThat(NearestName.distance("allow", "alow")).isEqualTo(1);
    assertThat(NearestName.distance("ab", "ba")).isEqualTo(1);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void theTableHoldsTheDocumentedNumbersOfKeys() {
    Map<KeySpec.Scope, Integer> count = new HashMap<>();
    KeyTable.all().forEach(key -> count.merge(key.scope(), 1, Integer::sum));
    // 145, 36, 20, 6 and 3 are documented. Four of the managed ones are parts of
    // strictPluginOnlyCustomization, replaced as a whole; the rest are in the public schema.
    assertThat(count)
        .containsEntry(KeySpec.Scope.ANY, 145 + 7)
        .containsEntry(KeySpec.Scope.MANAGED, 36 - 4 + 3)
        .containsEntry(KeySpec.Scope.USER_OR_MANAGED, 20 + 4)
        .containsEntry(KeySpec.Scope.GLOBAL_CONFIG, 6)
        .containsEntry(KeySpec.Scope.USER_LOCAL_OR_MANAGED, 3);
  }

  @Test
  void defaults() {
    Settings none = Settings.NONE;
    assertThat(none.cleanupPeriodDays()).isEqualTo(30);
    assertThat(none.includeGitInstructions()).isTrue();
    assertThat(none.includeCoAuthoredBy()).isTrue();
    assertThat(none.respectGitignore()).isTrue();
    assertThat(none.enforceAvailableModels()).isFalse();
    assertThat(none.disableAllHooks()).isFalse();
    assertThat(none.availableModels()).isEmpty();
    assertThat(none.model()).isEmpty();
    assertThat(none.apiKeyHelper()).isEmpty();
    assertThat(none.effortLevel()).isEmpty();
    assertThat(none.alwaysThinkingEnabled()).isEmpty();
    assertThat(none.env()).isEmpty();
    assertThat(none.claudeMdExcludes()).isEmpty();
    assertThat(none.sandbox().wanted()).isFalse();
    assertThat(none.permissions()).isEqualTo(PermissionSettings.NONE);
    assertThat(Given.settings()).usingRecursiveComparison().isEqualTo(none);
  }

  /** Whatever is added below, managed denies and asks stay and managed values do not change. */
  @Test
  void nothingBelowLoosensWhatIsManaged() {
    List<KeySpec> keys = new ArrayList<>();
    KeyTable.all().forEach(keys::add);
    Random random = new Random(42);
    for (int round = 0; round < 300; round++) {
      SettingsSource managed = source(Layer.MANAGED, random(keys, random, true));
      SettingsSource dropIn = source(Layer.MANAGED, "drop-in", random(keys, random, true));
      Settings before = Given.settings(managed, dropIn);
      List<SettingsSource> sources = new ArrayList<>(List.of(managed, dropIn));
      for (Layer layer : List.of(Layer.FLAGS, Layer.LOCAL, Layer.PROJECT, Layer.USER)) {
        if (random.nextBoolean()) {
          int anywhere = random.nextInt(sources.size() + 1);
          sources.add(anywhere, source(layer, random(keys, random, false)));
        }
      }
      Settings after =
          Given.composed(random.nextBoolean(), sources.toArray(SettingsSource[]::new)).settings();
      assertThat(after.permissions().deny()).containsAll(before.permissions().deny());
      assertThat(after.permissions().ask()).containsAll(before.permissions().ask());
      for (KeySpec key : keys) {
        Optional<Sourced<Json>> was = before.value(key.name());
        boolean unites = key.isList() && !key.alone();
        if (was.isPresent() && !unites && key.type() != KeySpec.Type.MEMBERS) {
          assertThat(after.value(key.name())).as(key.name()).isEqualTo(was);
        }
      }
      before.env().forEach((name, value) -> assertThat(after.env()).containsEntry(name, value));
    }
  }

  private static String random(List<KeySpec> keys, Random random, boolean managed) {
    Json.Obj json = Json.Obj.EMPTY;
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < 12; i++) {
      names.add(keys.get(random.nextInt(keys.size())).name());
    }
    names.addAll(
        List.of("permissions.deny", "permissions.ask", "model", "permissions.defaultMode"));
    for (String name : names) {
      KeySpec key = KeyTable.find(name);
      if (key == null || key.type() == KeySpec.Type.GROUP || (!managed && random.nextInt(3) == 0)) {
        continue;
      }
      json = put(json, name.split("\\.", -1), 0, varied(key, random));
    }
    return JsonWriter.write(json);
  }

  private static Json.Obj put(Json.Obj into, String[] parts, int at, Json value) {
    Json.Obj below = into.object(parts[at]).orElse(Json.Obj.EMPTY);
    return into.with(parts[at], at == parts.length - 1 ? value : put(below, parts, at + 1, value));
  }

  private static Json varied(KeySpec key, Random random) {
    String word = "w" + random.nextInt(6);
    return switch (key.name()) {
      case "model" -> Json.of(word);
      case "permissions.defaultMode" ->
          Json.of(
              List.of("plan", "default", "acceptEdits", "bypassPermissions", "auto")
                  .get(random.nextInt(5)));
      case "env" -> Json.Obj.builder().put(word, word + random.nextInt(9)).build();
      default ->
          switch (key.type()) {
            case BOOLEAN -> new Json.Bool(random.nextBoolean());
            case STRINGS -> Json.strings(List.of(word, word + "x"));
            case INTEGER -> Json.of(1 + random.nextInt(90));
            default -> sample(key);
          };
    };
  }
}
