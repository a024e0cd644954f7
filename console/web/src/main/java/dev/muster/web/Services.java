package dev.muster.web;

import dev.muster.domain.AdminKeys;
import dev.muster.domain.Caps;
import dev.muster.domain.Directory;
import dev.muster.domain.LedgerCheck;
import dev.muster.domain.UsageReports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What the routes stand on. */
public record Services(
    Directory directory,
    AdminKeys adminKeys,
    Caps caps,
    UsageReports reports,
    LedgerCheck check,
    Operations operations,
    InstantSource clock) {

  /** Every route that there is, over these services. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new OrganisationRoutes(directory).routes());
    routes.addAll(new KeyRoutes(this).routes());
    routes.addAll(new LimitRoutes(this).routes());
    routes.addAll(new UsageReportRoute(this).routes());
    routes.addAll(new CostReportRoute(this).routes());
    routes.addAll(new SpendingRoute(this).routes());
    routes.addAll(new ConsoleRoutes(this).routes());
    return List.copyOf(routes);
  }
}
