package dev.muster.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, THIS_MACHINE",
    "127.255.255.254, THIS_MACHINE",
    "0.0.0.0, THIS_MACHINE",
    "0.1.2.3, THIS_MACHINE",
    "::, THIS_MACHINE",
    "::1, THIS_MACHINE",
    "::ffff:127.0.0.1, THIS_MACHINE",
    "::127.0.0.1, THIS_MACHINE",
    "::ffff:0:127.0.0.1, THIS_MACHINE",
    "64:ff9b::7f00:1, THIS_MACHINE",
    "2002:7f00:1::, THIS_MACHINE",
    "169.254.169.254, LINK_OR_CLOUD",
    "::ffff:169.254.169.254, LINK_OR_CLOUD",
    "2002:a9fe:a9fe::1, LINK_OR_CLOUD",
    "fe80::1, LINK_OR_CLOUD",
    "febf::1, LINK_OR_CLOUD",
    "100.100.100.200, LINK_OR_CLOUD",
    "168.63.129.16, LINK_OR_CLOUD",
    "fd00:ec2::254, LINK_OR_CLOUD",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.1, PUBLIC",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "100.128.0.1, PUBLIC",
    "198.18.0.1, PRIVATE",
    "192.0.0.8, PRIVATE",
    "fc00::1, PRIVATE",
    "fdff::1, PRIVATE",
    "fec0::1, PRIVATE",
    "64:ff9b:1::1, PRIVATE",
    "64:ff9b::808:808, PUBLIC",
    "224.0.0.1, NO_ONE",
    "255.255.255.255, NO_ONE",
    "ff02::1, NO_ONE",
    "2001::1, NO_ONE",
    "4000::1, NO_ONE",
    "8.8.8.8, PUBLIC",
    "2606:4700::1111, PUBLIC",
    "2001:4860:4860::8888, PUBLIC"
  })
  void knowsWhereAnAddressLeads(String text, IpAddress.Reach reach) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address).isNotNull();
    assertThat(address == null ? null : address.reach()).isEqualTo(reach);
  }

  /** The JDK's own reader is the second opinion. */
  @Test
  void agreesWithTheJdk() throws UnknownHostException {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(3) == 0 ? 0 : bytes[i];
      }
      InetAddress theirs = InetAddress.getByAddress(bytes);
      IpAddress ours = IpAddress.of(theirs.getAddress());
      assertThat(InetAddress.getByAddress(ours.bytes())).isEqualTo(theirs);
      assertThat(IpAddress.parse(theirs.getHostAddress())).isEqualTo(ours);
      assertThat(IpAddress.parse(ours.toString())).isEqualTo(ours);
      boolean harmless = ours.reach() == IpAddress.Reach.PUBLIC;
      boolean suspect =
          theirs.isLoopbackAddress()
              || theirs.isAnyLocalAddress()
              || theirs.isLinkLocalAddress()
              || theirs.isSiteLocalAddress()
              || theirs.isMulticastAddress();
      assertThat(harmless && suspect).as(theirs.toString()).isFalse();
    }
  }
}
