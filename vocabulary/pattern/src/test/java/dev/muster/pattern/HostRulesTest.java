package dev.muster.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.pattern.HostRules.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, 443, true",
    "example.com, EXAMPLE.COM., 80, true",
    "example.com, www.example.com, 443, false",
    "example.com, notexample.com, 443, false",
    "example.com, example.com.evil.org, 443, false",
    "*.example.com, www.example.com, 443, true",
    "*.example.com, a.b.example.com, 443, true",
    "*.example.com, example.com, 443, false",
    "*.example.com, evilexample.com, 443, false",
    "*.example.com, example.com.evil.org, 443, false",
    "api-*.example.com, api-7.example.com, 443, true",
    "api-*.example.com, api-7.x.example.com, 443, false",
    "*, anything.at.all, 1, true",
    "*, 10.0.0.1, 1, true",
    "example.com:443, example.com, 443, true",
    "example.com:443, example.com, 80, false",
    "127.0.0.1:3000, 127.0.0.1, 3000, true",
    "127.0.0.1:3000, '::ffff:127.0.0.1', 3000, true",
    "127.0.0.1:3000, 127.0.0.1, 3001, false",
    "127.0.0.1, localhost, 80, false",
    "'[::1]:8443', '[::1]', 8443, true",
    "'[::1]', '0:0:0:0:0:0:0:1', 9, true",
    "bücher.example, xn--bcher-kva.example, 443, true"
  })
  void comparesLabelByLabel(String pattern, String host, int port, boolean matches) {
    HostPattern read = HostPattern.parse(pattern);
    HostName name = HostName.parse(host);
    assertThat(read).isNotNull();
    assertThat(name).isNotNull();
    assertThat(read != null && name != null && read.matches(name, port)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a b", "https://example.com", "example.com/x", "user@example.com", "::1", "::1:443",
        "[::1", "example.com:0", "example.com:65536", "example.com:x", "example.com:080", "*.",
            "1.2",
        "*.*..com", "[1.2.3.4]"
      })
  void refusesWhatIsNoPattern(String text) {
    assertThat(HostPattern.parse(text)).isNull();
  }

  @Test
  void aDenyBeatsEveryAllow() {
    HostRules rules =
        new HostRules(of("*.example.com", "api.example.com"), of("x.example.com"), true);
    assertThat(judge(rules, "x.example.com")).isInstanceOf(Verdict.Denied.class);
    assertThat(judge(rules, "X.example.com.")).isInstanceOf(Verdict.Denied.class);
    assertThat(judge(rules, "api.example.com")).isEqualTo(new Verdict.Allowed(true));
    assertThat(judge(rules, "y.example.com")).isEqualTo(new Verdict.Allowed(false));
    assertThat(judge(rules, "elsewhere.org")).isEqualTo(new Verdict.Allowed(false));
    assertThat(judge(HostRules.NONE, "elsewhere.org")).isEqualTo(new Verdict.Unlisted());
  }

  private static Verdict judge(HostRules rules, String host) {
    return rules.judge(Objects.requireNonNull(HostName.parse(host)), 443);
  }

  private static List<HostPattern> of(String... patterns) {
    return Stream.of(patterns).map(p -> Objects.requireNonNull(HostPattern.parse(p))).toList();
  }
}
