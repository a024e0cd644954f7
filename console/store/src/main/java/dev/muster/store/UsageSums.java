package dev.muster.store;

import dev.muster.domain.LedgerStore.Booking;
import dev.muster.domain.UsageRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums of usage rows by hour and group, in the order of the rollups' columns. */
final class UsageSums {

  private static final int COUNTS = 6;
  private static final int COSTS = 7;
  private static final int BEFORE = 3;
  private static final long SECONDS_PER_HOUR = 3600;

  /** Hours since the epoch, and a group's number. */
  private record Place(long hour, int group) {}

  private final Map<Place, long[]> sums = new LinkedHashMap<>();

  private UsageSums() {}

  /** Of those rows. */
  static UsageSums of(List<Booking> rows) {
    UsageSums sums = new UsageSums();
    for (Booking booking : rows) {
      sums.add(booking.row(), booking.group());
    }
    return sums;
  }

  private void add(UsageRow row, int group) {
    long hour = Math.floorDiv(row.at().getEpochSecond(), SECONDS_PER_HOUR);
    long[] sum =
        sums.computeIfAbsent(new Place(hour, group), place -> new long[BEFORE + COUNTS + COSTS]);
    switch (row.kind()) {
      case EXACT -> sum[0]++;
      case AT_LEAST -> {
        sum[0]++;
        sum[1]++;
      }
      case CORRECTION -> {}
    }
    sum[2] = Math.addExact(sum[2], row.nanos());
    add(sum, BEFORE, row.counts(), COUNTS);
    add(sum, BEFORE + COUNTS, row.costs(), COSTS);
  }

  private static void add(long[] sum, int at, long[] values, int count) {
    for (int i = 0; i < count; i++) {
      sum[at + i] = Math.addExact(sum[at + i], values[i]);
    }
  }

  /** The hours since the epoch, one for each sum. */
  long[] hours() {
    return sums.keySet().stream().mapToLong(Place::hour).toArray();
  }

  /** The groups' numbers, one for each sum. */
  int[] groups() {
    return sums.keySet().stream().mapToInt(Place::group).toArray();
  }

  /** The sums. */
  List<long[]> sums() {
    return new ArrayList<>(sums.values());
  }
}
