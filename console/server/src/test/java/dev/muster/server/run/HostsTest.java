package dev.muster.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.server.Failure;
import dev.muster.server.config.Config;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which hosts the console answers for, and how databases are named. */
class HostsTest {

  @Test
  void onlyItsOwnNames() {
    Hosts hosts =
        new Hosts(
            new Config.Listen(
                "0.0.0.0",
                1,
                List.of("Console.example.com"),
                Optional.empty(),
                List.of("10.0.0.1")));
    for (String name :
        List.of("localhost", "127.0.0.1", "[::1]", "console.EXAMPLE.com", "10.1.2.3")) {
      assertThat(hosts.admits(name, "10.1.2.3")).as(name).isTrue();
    }
    for (String name : List.of("evil.example", "", "console.example.com.evil", "10.1.2.4")) {
      assertThat(hosts.admits(name, "10.1.2.3")).as(name).isFalse();
    }
  }

  @Test
  void databaseAddresses() {
    DatabaseAddress address =
        DatabaseAddress.parse("postgresql://mu%40ster:p%3A+w@db.example:5433/name?sslmode=require");
    assertThat(address.jdbc()).isEqualTo("jdbc:postgresql://db.example:5433/name?sslmode=require");
    assertThat(address.user()).isEqualTo("mu@ster");
    assertThat(address.password().reveal()).isEqualTo("p:+w");
    assertThat(address.shown()).isEqualTo("postgresql://db.example:5433/name");
    assertThat(address.toString()).doesNotContain("p:+w");
    for (String wrong :
        List.of("", "mysql://u@h/d", "postgresql://h/d", "postgresql://u@h", "postgresql:///d")) {
      assertThatThrownBy(() -> DatabaseAddress.parse(wrong)).as(wrong).isInstanceOf(Failure.class);
    }
  }
}
