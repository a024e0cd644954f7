package dev.muster.domain;

import dev.muster.domain.LedgerStore.Booking;
import dev.muster.domain.LedgerStore.End;
import dev.muster.domain.LedgerStore.Settling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The end of a replica's chain of hashes. Immutable.
 *
 * @param place the number of its last row; 0 when it is empty
 * @param hash that row's hash
 */
record UsageChain(int chain, long place, RowHash hash) {

  /** A row at the chain's end, ready to be written, and what the chain is after it. */
  record Link(Booking booking, UsageChain after) {}

  /** Rows at the chain's end, ready to be written, and what the chain is after them. */
  record Links(Settling settling, UsageChain after) {}

  /** A row at the end. */
  Link append(UsageRow row, Map<UsageGroup, Integer> numbers) {
    Integer number = numbers.get(row.group());
    if (number == null) {
      throw new IllegalStateException("a group without a number");
    }
    RowHash next = row.hash(hash, chain, place + 1);
    return new Link(new Booking(row, number, next), new UsageChain(chain, place + 1, next));
  }

  /** The rows of these ends at the end; releases have none. */
  Links append(List<Ending> endings, Map<UsageGroup, Integer> numbers, Set<Long> also) {
    List<End> ends = new ArrayList<>(endings.size());
    List<Booking> rows = new ArrayList<>(endings.size());
    UsageChain last = this;
    for (Ending ending : endings) {
      ends.add(new End(ending.id(), ending.nanos()));
      UsageRow row = ending.row();
      if (row != null) {
        Link link = last.append(row, numbers);
        rows.add(link.booking());
        last = link.after();
      }
    }
    return new Links(new Settling(ends, place + 1, rows, also), last);
  }
}
