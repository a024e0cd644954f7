package dev.muster.settings;

import static dev.muster.protocol.Layer.FLAGS;
import static dev.muster.protocol.Layer.LOCAL;
import static dev.muster.protocol.Layer.MANAGED;
import static dev.muster.protocol.Layer.PROJECT;
import static dev.muster.protocol.Layer.USER;
import static dev.muster.settings.Given.faults;
import static dev.muster.settings.Given.settings;
import static dev.muster.settings.Given.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxSettingsTest {

  private static final String DEMAND = "{\"sandbox\":{\"enabled\":true}}";

  @Test
  void everyKeyKeepsThePlaceWhereItWasWritten() {
    SandboxSettings sandbox =
        settings(
                source(
                    USER,
                    """
                    {"sandbox": {
                      "enabled": true,
                      "failIfUnavailable": true,
                      "autoAllowBashIfSandboxed": false,
                      "excludedCommands": ["docker *"],
                      "enabledPlatforms": ["linux"],
                      "enableWeakerNestedSandbox": true,
                      "enableWeakerNetworkIsolation": true,
                      "allowAppleEvents": true,
                      "filesystem": {
                        "disabled": true,
                        "allowWrite": ["~/w"], "denyWrite": ["./d"],
                        "allowRead": ["r"], "denyRead": ["~/s/**"]
                      },
                      "network": {
                        "allowedDomains": ["a.example"], "deniedDomains": ["b.example"],
                        "strictAllowlist": true, "httpProxyPort": 8080,
                        "allowLocalBinding": true, "allowAllUnixSockets": true,
                        "allowUnixSockets": ["/s"], "allowMachLookup": ["com.x.*"]
                      },
                      "credentials": {
                        "files": [{"path": "~/c", "mode": "deny"}],
                        "envVars": [{"name": "TOKEN", "mode": "deny"}]
                      }
                    }}
                    """))
            .sandbox();
    assertThat(sandbox.enabled().map(s -> s.origin().line())).contains(2);
    assertThat(sandbox.forced()).isTrue();
    assertThat(sandbox.autoAllows()).isFalse();
    assertThat(sandbox.excludedCommands()).extracting(Sourced::value).containsExactly("docker *");
    assertThat(sandbox.platforms()).extracting(Sourced::value).containsExactly("linux");
    assertThat(SandboxSettings.isOn(sandbox.weakerNesting())).isTrue();
    assertThat(SandboxSettings.isOn(sandbox.files().disabled())).isTrue();
    assertThat(sandbox.files().allowWrite())
        .containsExactly(
            new SourcedPath(
                "~/w", sandbox.files().allowWrite().getFirst().origin(), Path.of("/base/USER")));
    assertThat(sandbox.files().denyWrite()).extracting(SourcedPath::text).containsExactly("./d");
    assertThat(sandbox.files().allowRead()).extracting(SourcedPath::text).containsExactly("r");
    assertThat(sandbox.files().denyRead()).extracting(SourcedPath::text).containsExactly("~/s/**");
    assertThat(sandbox.files().denyRead().getFirst().origin().line()).isEqualTo(13);
    assertThat(sandbox.hosts().allowed()).extracting(Sourced::value).containsExactly("a.example");
    assertThat(sandbox.hosts().denied()).extracting(Sourced::value).containsExactly("b.example");
    assertThat(sandbox.hosts().httpProxyPort().map(Sourced::value)).contains(8080);
    assertThat(SandboxSettings.isOn(sandbox.hosts().strict())).isTrue();
    assertThat(SandboxSettings.isOn(sandbox.local().binding())).isTrue();
    assertThat(SandboxSettings.isOn(sandbox.local().allSockets())).isTrue();
    assertThat(sandbox.local().sockets()).extracting(SourcedPath::text).containsExactly("/s");
    assertThat(sandbox.local().machServices()).hasSize(1);
    assertThat(SandboxSettings.isOn(sandbox.local().appleEvents())).isTrue();
    assertThat(SandboxSettings.isOn(sandbox.local().trustService())).isTrue();
    assertThat(sandbox.credentials().files()).extracting(SourcedPath::text).containsExactly("~/c");
    assertThat(sandbox.credentials().variables())
        .extracting(Sourced::value)
        .containsExactly("TOKEN");
    assertThat(sandbox.remarks()).isEmpty();
  }

  @Test
  void nothingIsSetUnlessSomebodySetsIt() {
    SandboxSettings sandbox = Settings.NONE.sandbox();
    assertThat(sandbox.wanted()).isFalse();
    assertThat(sandbox.forced()).isFalse();
    assertThat(sandbox.autoAllows()).isTrue();
    assertThat(sandbox.remarks()).isEmpty();
    assertThat(sandbox.files().allowWrite()).isEmpty();
    assertThat(sandbox.hosts().allowed()).isEmpty();
  }

  @Test
  void aManagedDemandIsForcedAndNotLoosenedFromBelow() {
    String loose =
        """
        {"sandbox": {"enabled": false, "excludedCommands": ["*"], "enabledPlatforms": ["macos"],
          "enableWeakerNestedSandbox": true, "allowAppleEvents": true,
          "filesystem": {"disabled": true},
          "network": {"allowAllUnixSockets": true, "allowUnixSockets": ["/docker.sock"],
            "httpProxyPort": 1}}}
        """;
    SandboxSettings sandbox = settings(source(MANAGED, DEMAND), source(FLAGS, loose)).sandbox();
    assertThat(sandbox.forced()).isTrue();
    assertThat(sandbox.excludedCommands()).isEmpty();
    assertThat(sandbox.platforms()).isEmpty();
    assertThat(sandbox.weakerNesting()).isEmpty();
    assertThat(sandbox.files().disabled()).isEmpty();
    assertThat(sandbox.local().allSockets()).isEmpty();
    assertThat(sandbox.local().sockets()).isEmpty();
    assertThat(sandbox.local().appleEvents()).isEmpty();
    assertThat(sandbox.hosts().httpProxyPort()).isEmpty();
    assertThat(sandbox.remarks()).hasSize(8).allMatch(remark -> remark.startsWith("--settings:"));
  }

  @Test
  void whatIsManagedAboutFilesIsNotSwitchedOffFromBelow() {
    String off = "{\"sandbox\":{\"enabled\":true,\"filesystem\":{\"disabled\":true}}}";
    String deny = "{\"sandbox\":{\"filesystem\":{\"denyRead\":[\"~/x\"]}}}";
    String files =
        "{\"sandbox\":{\"credentials\":{\"files\":[{\"path\":\"x\",\"mode\":\"deny\"}]}}}";
    assertThat(settings(source(USER, off)).sandbox().files().disabled()).isPresent();
    for (String managed : java.util.List.of(deny, files)) {
      assertThat(settings(source(MANAGED, managed), source(USER, off)).sandbox().files().disabled())
          .isEmpty();
    }
  }

  @Test
  void managedListsStandAloneWhereManagedSettingsSaySo() {
    String managed =
        """
        {"sandbox": {"filesystem": {"allowManagedReadPathsOnly": true, "allowRead": ["~/work"]},
          "network": {"allowManagedDomainsOnly": true, "allowedDomains": ["a.example"]}}}
        """;
    String user =
        """
        {"sandbox": {"filesystem": {"allowRead": ["~/.ssh"], "denyRead": ["~/x"]},
          "network": {"allowedDomains": ["evil.example"], "deniedDomains": ["b.example"]}}}
        """;
    SandboxSettings sandbox = settings(source(MANAGED, managed), source(USER, user)).sandbox();
    assertThat(sandbox.files().allowRead()).extracting(SourcedPath::text).containsExactly("~/work");
    assertThat(sandbox.files().denyRead()).hasSize(1);
    assertThat(sandbox.hosts().allowed()).extracting(Sourced::value).containsExactly("a.example");
    assertThat(sandbox.hosts().denied()).hasSize(1);
  }

  @Test
  void aRepositoryChoosesNoProxy() {
    String proxy = "{\"sandbox\":{\"network\":{\"httpProxyPort\":8080}}}";
    for (var layer : java.util.List.of(PROJECT, LOCAL)) {
      SandboxSettings sandbox = settings(source(layer, proxy)).sandbox();
      assertThat(sandbox.hosts().httpProxyPort()).isEmpty();
      assertThat(sandbox.remarks()).hasSize(1);
    }
  }

  @Test
  void oneStrictLayerIsEnough() {
    String on = "{\"sandbox\":{\"network\":{\"strictAllowlist\":true}}}";
    String off = "{\"sandbox\":{\"network\":{\"strictAllowlist\":false}}}";
    Optional<Sourced<Boolean>> strict =
        settings(source(LOCAL, off), source(USER, on)).sandbox().hosts().strict();
    assertThat(SandboxSettings.isOn(strict)).isTrue();
  }

  @Test
  void whatIsNotOfferedHereIsSaid() {
    SandboxSettings sandbox =
        settings(
                source(
                    USER,
                    """
                    {"sandbox": {"allowUnsandboxedCommands": true,
                      "ripgrep": {"command": "/rg"},
                      "network": {"tlsTerminate": {}, "socksProxyPort": 1},
                      "credentials": {"files": [{"path": "~/c", "mode": "mask", "extract": "(x)"}],
                        "envVars": [{"name": "T", "mode": "mask"}]}}}
                    """))
            .sandbox();
    assertThat(sandbox.credentials().files()).hasSize(1);
    assertThat(sandbox.credentials().variables()).hasSize(1);
    assertThat(sandbox.remarks()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sandbox\":{\"credentials\":{\"files\":[\"~/.ssh\"]}}}",
        "{\"sandbox\":{\"credentials\":{\"files\":[{\"mode\":\"deny\"}]}}}",
        "{\"sandbox\":{\"credentials\":{\"files\":[{\"path\":\"x\"}]}}}",
        "{\"sandbox\":{\"credentials\":{\"files\":[{\"path\":\"x\",\"mode\":\"hide\"}]}}}",
        "{\"sandbox\":{\"credentials\":{\"envVars\":[{\"name\":\"1X\",\"mode\":\"deny\"}]}}}",
        "{\"sandbox\":{\"credentials\":{\"envVars\":[{\"name\":\"A B\",\"mode\":\"deny\"}]}}}",
        "{\"sandbox\":{\"filesystem\":{\"denyRead\":\"~/.ssh\"}}}",
        "{\"sandbox\":{\"network\":{\"strictAllowlist\":\"yes\"}}}"
      })
  void whatCouldDropADenyIsAFault(String json) {
    assertThat(faults(source(USER, json))).hasSize(1);
  }
}
