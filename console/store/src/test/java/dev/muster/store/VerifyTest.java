package dev.muster.store;

import static dev.muster.store.LedgerWorld.DOLLAR;
import static dev.muster.store.LedgerWorld.granted;
import static dev.muster.store.LedgerWorld.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.domain.LeasedLedger;
import dev.muster.domain.LedgerCheck;
import dev.muster.domain.Period;
import dev.muster.domain.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger refuses changes, and what is changed in spite of that is found. */
@Timeout(120)
class VerifyTest {

  private LedgerWorld world;

  @BeforeEach
  void book() throws Exception {
    world = LedgerWorld.fresh();
    world.cap(new Scope.Organisation("org"), 100, Period.MONTHLY, true);
    LeasedLedger ledger = world.ledger();
    for (int i = 0; i < 5; i++) {
      settle(ledger, granted(ledger, "r" + i, DOLLAR), DOLLAR / 2 + i);
    }
    assertThat(world.balanced().rows()).isEqualTo(5);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private LedgerCheck.Report tampered(String statement) throws Exception {
    for (String trigger : new String[] {"DISABLE", "ENABLE"}) {
      if (trigger.equals("ENABLE")) {
        world.execute(statement);
      }
      world.execute("ALTER TABLE usage " + trigger + " TRIGGER USER");
      world.execute("ALTER TABLE usage_group " + trigger + " TRIGGER USER");
    }
    return new PostgresCheck(world.database).verify();
  }

  @Test
  void rowsCannotBeChangedOrRemoved() throws Exception {
    for (String statement :
        new String[] {
          "UPDATE usage SET nanos = 0",
          "DELETE FROM usage",
          "TRUNCATE usage",
          "UPDATE usage_group SET model = 'other'",
          "TRUNCATE usage_group"
        }) {
      assertThatThrownBy(() -> world.execute(statement)).hasMessageContaining("append-only");
    }
    String partition =
        world.ask("SELECT tableoid::regclass FROM usage LIMIT 1").replace("muster.", "");
    assertThatThrownBy(() -> world.execute("TRUNCATE " + partition))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> world.execute("DELETE FROM " + partition))
        .hasMessageContaining("append-only");
  }

  @Test
  void aChangedAmountIsFound() throws Exception {
    assertThat(tampered("UPDATE usage SET nanos = nanos + 1 WHERE seq = 3").findings())
        .anyMatch(finding -> finding.contains("row 3") && finding.contains("hashed"))
        .anyMatch(finding -> finding.contains("window"))
        .anyMatch(finding -> finding.contains("hourly"));
  }

  @Test
  void aChangedReasonIsFound() throws Exception {
    assertThat(tampered("UPDATE usage SET why = 'because' WHERE seq = 2").findings())
        .anyMatch(finding -> finding.contains("row 2"));
  }

  @Test
  void aChangedGroupIsFound() throws Exception {
    assertThat(tampered("UPDATE usage_group SET api_key = 'somebody else'").findings())
        .anyMatch(finding -> finding.contains("row 1"));
  }

  @Test
  void aRemovedRowIsFoundInTheMiddleAndAtTheEnd() throws Exception {
    assertThat(tampered("DELETE FROM usage WHERE seq = 2").findings())
        .anyMatch(finding -> finding.contains("after row 1 comes row 3"));
    assertThat(tampered("DELETE FROM usage WHERE seq = 5").findings())
        .anyMatch(finding -> finding.contains("should end with row 5"));
  }
}
