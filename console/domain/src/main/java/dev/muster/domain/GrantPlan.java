package dev.muster.domain;

import dev.muster.domain.LeaseBook.Slice;
import dev.muster.domain.LedgerStore.Lease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which requests of a turn find room in the slices that are held. For one thread. */
final class GrantPlan {

  /** A request that found room, with the windows that it is taken from. */
  record Fit(Asking asking, List<Long> windows) {}

  private final LeaseBook book;
  private final List<Fit> fits = new ArrayList<>();
  private final List<Asking> lacking = new ArrayList<>();
  private final Map<Long, Long> sums = new LinkedHashMap<>();

  /** Plans with what the book holds, whose planned amounts it adds to. */
  GrantPlan(LeaseBook book) {
    this.book = book;
  }

  /** Takes requests in turn; those for which some slice has no room are lacking. */
  void take(List<Asking> askings) {
    for (Asking asking : askings) {
      if (!takes(asking)) {
        lacking.add(asking);
      }
    }
  }

  private boolean takes(Asking asking) {
    long bound = asking.request().boundNanos();
    List<Slice> slices = book.slices(asking.request().caller());
    for (Slice slice : slices) {
      if (!slice.fits(bound)) {
        return false;
      }
    }
    List<Long> windows = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      Lease lease = slice.lease;
      if (lease != null) {
        windows.add(lease.window());
        slice.planned += bound;
        sums.merge(lease.window(), bound, Math::addExact);
      }
    }
    fits.add(new Fit(asking, windows));
    return true;
  }

  /** Requests that found room. */
  List<Fit> fits() {
    return fits;
  }

  /** Requests that found none so far. */
  List<Asking> lacking() {
    return lacking;
  }

  /** The sums of the bounds that found room, by window. */
  Map<Long, Long> sums() {
    return sums;
  }

  /** What those without room would need of each slice. */
  Map<Slice, Long> wanted() {
    Map<Slice, Long> wanted = new LinkedHashMap<>();
    for (Asking asking : lacking) {
      long bound = asking.request().boundNanos();
      for (Slice slice : book.slices(asking.request().caller())) {
        wanted.merge(slice, bound, LeaseBook::saturated);
      }
    }
    return wanted;
  }

  /** Tries those without room again, now that the store was asked, and refuses the rest. */
  void takeOrRefuse() {
    List<Asking> again = List.copyOf(lacking);
    lacking.clear();
    for (Asking asking : again) {
      if (!takes(asking)) {
        refuse(asking);
      }
    }
  }

  /** Answers with the cap that begins anew last, of those without room. */
  private void refuse(Asking asking) {
    Slice last = null;
    Lease until = null;
    for (Slice slice : book.slices(asking.request().caller())) {
      Lease lease = slice.lease;
      if (lease != null
          && !slice.fits(asking.request().boundNanos())
          && (until == null || lease.ends().isAfter(until.ends()))) {
        last = slice;
        until = lease;
      }
    }
    if (last == null || until == null) {
      asking.unavailable("the store did not say how the caps stand");
    } else {
      asking.answer().complete(new Admission.Refused(last.cap, until.total(), until.ends()));
    }
  }
}
