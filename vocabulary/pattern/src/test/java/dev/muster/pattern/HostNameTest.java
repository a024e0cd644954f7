package dev.muster.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "EXAMPLE.com., example.com",
    "localhost, localhost",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "1.2.3.4, 1.2.3.4",
    "'[::1]', 0:0:0:0:0:0:0:1",
    "::ffff:127.0.0.1, 127.0.0.1",
    "2001:DB8::a, 2001:db8:0:0:0:0:0:a",
    "1and1.example, 1and1.example",
    "a.b-c.d2, a.b-c.d2"
  })
  void readsWhatIsAHost(String text, String read) {
    HostName host = HostName.parse(text);
    assertThat(host).isNotNull();
    assertThat(host == null ? "" : host.text()).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "example.com..",
        ".example.com",
        "a..b",
        "evil.com\0.example.com",
        "evil.com\n.example.com",
        "evil.com .example.com",
        "user@example.com",
        "example.com/x",
        "example.com:80",
        "example.com%2e",
        "-a.example",
        "a-.example",
        "under_score.example",
        "bücher.example",
        "ｅxample.com",
        "example。com",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.0.0.01",
        "256.1.1.1",
        "1.2.3.4.5",
        "1.2.3.4.",
        "[1.2.3.4]",
        "[::1",
        "::1]",
        "[::1%eth0]",
        "fe80::1%1",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "::1.2.3",
        "::1.2.3.4:5",
        "*",
        "*.example.com"
      })
  void refusesWhatCouldBeReadInTwoWays(String text) {
    assertThat(HostName.parse(text)).isNull();
  }

  @Test
  void refusesWhatIsTooLong() {
    String label = "a".repeat(63);
    assertThat(HostName.parse(label + ".example")).isNotNull();
    assertThat(HostName.parse(label + "a.example")).isNull();
    assertThat(HostName.parse((label + ".").repeat(4) + "example")).isNull();
  }

  /** Whatever is accepted is made of nothing but what every reader takes alike. */
  @Test
  void whatIsAcceptedIsPlain() {
    Random random = new Random(7);
    String letters = "abz019-.:[]xX%\0 /@_é。*";
    for (int round = 0; round < 200_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(14);
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      HostName host = HostName.parse(text.toString());
      if (host instanceof HostName.Domain) {
        assertThat(host.text()).matches("[a-z0-9-]+(\\.[a-z0-9-]+)*").doesNotMatch(".*\\.[0-9]+");
        assertThat(HostName.parse(host.text())).isEqualTo(host);
      }
    }
  }
}
