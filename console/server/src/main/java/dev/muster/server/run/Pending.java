package dev.muster.server.run;

import dev.muster.domain.Alerts;
import dev.muster.domain.UsageReports;
import java.util.List;

/** TEMP. */
final class Pending implements UsageReports, Alerts {
  @Override
  public List<Row> usage(Query query) {
    return List.of();
  }

  @Override
  public List<Entry> entries(String organisation, String requestId) {
    return List.of();
  }

  @Override
  public List<Alert> take(int most) {
    return List.of();
  }

  @Override
  public void delivered(List<Alert> alerts) {}
}
