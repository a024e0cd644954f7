package dev.muster.domain;

import dev.muster.domain.LeaseBook.Slice;
import dev.muster.domain.LedgerStore.Booked;
import dev.muster.domain.LedgerStore.Fault;
import dev.muster.domain.LedgerStore.Grant;
import dev.muster.domain.LedgerStore.Granting;
import dev.muster.domain.LedgerStore.Joined;
import dev.muster.domain.LedgerStore.Leased;
import dev.muster.domain.LedgerStore.Written;
import dev.muster.model.Usage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread of a replica that writes to the ledger's store. In each turn it takes all that
 * waits, up to a limit, and books it in one transaction: ends first, which free room, then new
 * reservations. Reservations are booked at once; ends alone wait a moment for company, since nobody
 * is held up by them.
 */
final class LedgerWriter implements Runnable {

  private static final int GRANTS_A_TURN = 500;
  private static final int ENDS_A_TURN = 500;
  private static final int GROUPS_KNOWN = 100_000;
  private static final int RUN_SHIFT = 40;
  private static final String AWAY = "the ledger's store cannot be reached";
  private static final long RETRY_NANOS = 100_000_000;
  private static final long GRACE_NANOS = 2_000_000;

  private final LedgerStore store;
  private final LeasedLedger.Options options;
  private final Queue<Asking> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Ending> ended = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong unbooked = new AtomicLong();
  private final AtomicLong granted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private final AtomicLong turns = new AtomicLong();

  private final Rest rest = new Rest();
  private volatile boolean stopping;
  private volatile boolean available;
  private volatile boolean away;
  private volatile boolean stale = true;
  private volatile int replica;

  // Of the writing thread alone.
  private final LeaseBook book = new LeaseBook();
  private final Map<UsageGroup, Integer> groups = new HashMap<>();
  private final ArrayDeque<Ending> ends = new ArrayDeque<>();
  private final Grace grace;
  private List<Asking> asks = new ArrayList<>();
  private UsageChain chain = new UsageChain(0, 0, RowHash.START);
  private long lastId;

  LedgerWriter(LedgerStore store, LeasedLedger.Options options) {
    this.store = store;
    this.options = options;
    this.grace = new Grace(options.grace());
  }

  void add(Asking asking) {
    if (stopping) {
      asking.unavailable("the console is shutting down");
      return;
    }
    if (away) {
      asking.unavailable(AWAY);
      return;
    }
    waiting.incrementAndGet();
    asked.add(asking);
    rest.wake();
  }

  void add(Ending ending) {
    unbooked.incrementAndGet();
    ended.add(ending);
    rest.wakeFromSleep();
  }

  /** Has it look again where its run stands. */
  void rejoin() {
    stale = true;
    rest.wake();
  }

  /** The number of the present run; 0 before it has joined. */
  int replica() {
    return replica;
  }

  void stop() {
    stopping = true;
    rest.wake();
  }

  /** Completes when it has stopped. */
  CompletableFuture<Void> ended() {
    return stopped;
  }

  LeasedLedger.Figures figures() {
    return new LeasedLedger.Figures(
        waiting.get(),
        unbooked.get(),
        turns.get(),
        granted.get(),
        refused.get(),
        settled.get(),
        available);
  }

  @Override
  public void run() {
    rest.isOfThisThread();
    boolean rested = false;
    while (!Thread.currentThread().isInterrupted()) {
      take();
      if (asks.isEmpty() && !stale) {
        if (!rested && !stopping) {
          rest.nap(() -> asked.isEmpty() && !stale && !stopping);
          rested = true;
          continue;
        }
        if (ends.isEmpty()) {
          if (stopping) {
            break;
          }
          rest.sleep(() -> asked.isEmpty() && ended.isEmpty() && !stale && !stopping);
          rested = false;
          continue;
        }
      }
      rested = false;
      try {
        turn();
        available = true;
        away = false;
        grace.over();
      } catch (StoreException lost) {
        failed(lost);
      } catch (RuntimeException unforeseen) {
        failed(new StoreException("unforeseen: " + unforeseen, unforeseen));
      }
    }
    leave();
  }

  private void take() {
    for (int room = ENDS_A_TURN - ends.size(); room > 0; room--) {
      Ending ending = ended.poll();
      if (ending == null) {
        break;
      }
      ends.add(ending);
    }
    while (asks.size() < GRANTS_A_TURN) {
      Asking asking = asked.poll();
      if (asking == null) {
        break;
      }
      asks.add(asking);
    }
  }

  private void failed(StoreException lost) {
    if (!away) {
      options.notices().accept("the ledger's store is away: " + lost.getMessage());
    }
    stale = true;
    grace.begin();
    if (grace.lasts() && !stopping && admitUntilBackOrOver()) {
      return;
    }
    available = false;
    away = true;
    do {
      asks.forEach(asking -> asking.unavailable(AWAY));
      waiting.addAndGet(-asks.size());
      asks = new ArrayList<>();
      take();
    } while (!asks.isEmpty());
    if (stopping && unbooked.get() == 0) {
      Thread.currentThread().interrupt();
    }
    LockSupport.parkNanos(this, RETRY_NANOS);
  }

  /** Admits what finds room in what is held, while another thread looks for the store. */
  private boolean admitUntilBackOrOver() {
    options.notices().accept("requests are admitted within what is leased until the grace is over");
    AtomicBoolean back = new AtomicBoolean();
    Thread probe = Thread.ofVirtual().start(() -> Grace.await(store, replica, back));
    while (!back.get() && grace.lasts() && !stopping) {
      take();
      if (asks.isEmpty()) {
        LockSupport.parkNanos(this, GRACE_NANOS);
        continue;
      }
      GrantPlan plan = new GrantPlan(book);
      book.plan();
      plan.take(asks);
      plan.lacking().forEach(asking -> asking.unavailable(AWAY));
      List<Grant> grants = grants(plan);
      for (int i = 0; i < grants.size(); i++) {
        admitLate(plan.fits().get(i).asking(), grants.get(i));
      }
      waiting.addAndGet(-asks.size());
      asks = new ArrayList<>();
    }
    probe.interrupt();
    return back.get();
  }

  private void admitLate(Asking asking, Grant grant) {
    Instant at = grace.within(book.slices(grant.request().caller()));
    if (at == null) {
      asking.unavailable(AWAY);
      return;
    }
    Reservation reservation = Reservation.mint(grant, at);
    grant.windows().forEach(w -> book.granted(Map.of(w, grant.request().boundNanos())));
    grace.admitted(grant, reservation);
    granted.incrementAndGet();
    if (!asking.answer().complete(new Admission.Granted(reservation))) {
      add(Ending.release(reservation, new CompletableFuture<>()));
    }
  }

  /**
   * Tells the store what was admitted without it, before anything else is booked. Where the slices
   * do not hold it any more, each is booked at its bound at once, which its end corrects.
   */
  private void tellLate() {
    if (!grace.tell(store, new Grace.Standing(replica, book.version(), chain.place()), groups)) {
      for (Reservation late : grace.late()) {
        if (!correct(Ending.late(late))) {
          throw new IllegalStateException("the chain of this run ends elsewhere");
        }
        grace.told(late);
      }
    }
  }

  private void leave() {
    try {
      if (replica > 0 && !Thread.currentThread().isInterrupted()) {
        store.leave(replica);
      }
    } catch (StoreException lost) {
      // Others end the run when it stays silent.
    }
    stopped.complete(null);
  }

  /** One transaction, or a step towards one. */
  private void turn() {
    if (stale) {
      stand();
    }
    if (book.version() < 0) {
      book.load(store.caps());
    }
    List<Ending> ending = List.copyOf(ends);
    learnGroups(ending);
    book.plan();
    ending.forEach(book::planEnd);
    GrantPlan plan = new GrantPlan(book);
    plan.take(asks);
    if (!plan.lacking().isEmpty() && !lease(plan)) {
      return;
    }
    asks = new ArrayList<>();
    List<Grant> grants = grants(plan);
    if (!grants.isEmpty() || !ending.isEmpty()) {
      write(plan, grants, ending);
    }
  }

  /** Finds out where the run stands, and joins when there is none or others have ended it. */
  private void stand() {
    stale = false;
    try {
      Joined joined = replica > 0 ? store.resume(replica) : store.join(options.name());
      if (joined.dead()) {
        options.notices().accept("run " + replica + " was ended by others; joining anew");
        joined = store.join(options.name());
      }
      if (joined.replica() != replica) {
        lastId = 0;
      }
      replica = joined.replica();
      chain = new UsageChain(replica, joined.place(), joined.hash());
      tellLate();
      book.clear();
    } catch (StoreException lost) {
      stale = true;
      throw lost;
    }
  }

  private void learnGroups(List<Ending> ending) {
    Set<UsageGroup> unknown = new HashSet<>();
    for (Ending end : ending) {
      if (!groups.containsKey(end.group())) {
        unknown.add(end.group());
      }
    }
    for (Asking asking : asks) {
      UsageGroup group = UsageGroup.of(asking.request(), Usage.NONE);
      if (!groups.containsKey(group)) {
        unknown.add(group);
      }
    }
    if (!unknown.isEmpty()) {
      if (groups.size() + unknown.size() > GROUPS_KNOWN) {
        groups.clear();
        ending.forEach(end -> unknown.add(end.group()));
        asks.forEach(ask -> unknown.add(UsageGroup.of(ask.request(), Usage.NONE)));
      }
      groups.putAll(store.groups(unknown));
    }
  }

  /** Gets room for those that lack it, then takes or refuses them; false when the turn is over. */
  private boolean lease(GrantPlan plan) {
    Map<Slice, Long> wanted = plan.wanted();
    if (!wanted.isEmpty()) {
      Leased leased = store.lease(replica, book.version(), LeaseBook.needs(wanted));
      if (leased.fault() != Fault.NONE) {
        mend(leased.fault());
        return false;
      }
      book.hold(leased.leases());
    }
    int lacking = plan.lacking().size();
    int before = plan.fits().size();
    plan.takeOrRefuse();
    int refusals = lacking - (plan.fits().size() - before);
    refused.addAndGet(refusals);
    waiting.addAndGet(-refusals);
    return true;
  }

  private List<Grant> grants(GrantPlan plan) {
    List<Grant> grants = new ArrayList<>(plan.fits().size());
    for (GrantPlan.Fit fit : plan.fits()) {
      SpendRequest request = fit.asking().request();
      Integer group = groups.get(UsageGroup.of(request, Usage.NONE));
      long id = ((long) replica << RUN_SHIFT) + ++lastId;
      grants.add(new Grant(id, request, group == null ? 0 : group, fit.windows()));
    }
    return grants;
  }

  private void write(GrantPlan plan, List<Grant> grants, List<Ending> ending) {
    UsageChain.Links links = chain.append(ending, groups, plan.sums().keySet());
    Granting granting = new Granting(book.version(), plan.sums(), grants);
    Written written;
    try {
      written = store.write(replica, links.settling(), granting);
    } catch (StoreException lost) {
      for (Grant grant : grants) {
        add(Ending.undo(grant));
      }
      // Whether they are durable is unknown, so what they took of the slices counts as taken.
      book.granted(plan.sums());
      grace.begin();
      if (grace.lasts()) {
        plan.fits().forEach(fit -> asks.add(fit.asking()));
      } else {
        plan.fits().forEach(fit -> fit.asking().unavailable("the ledger's store went away"));
        waiting.addAndGet(-grants.size());
      }
      throw lost;
    }
    turns.incrementAndGet();
    afterEnds(written, ending, links);
    afterGrants(written, plan, grants, granting);
  }

  private void afterEnds(Written written, List<Ending> ending, UsageChain.Links links) {
    switch (written.settled()) {
      case NONE -> {
        chain = links.after();
        book.booked(ending);
        for (Ending end : ending) {
          ends.poll();
          finish(end);
        }
      }
      case MISSING -> {
        // What this turn counted on was not freed.
        book.drop();
        bookMissing(new HashSet<>(written.missing()));
      }
      case CAPS, DEAD, WINDOW, SHORT, CHAIN -> mend(written.settled());
    }
  }

  private void finish(Ending end) {
    settled.incrementAndGet();
    unbooked.decrementAndGet();
    end.finish();
  }

  private void afterGrants(Written written, GrantPlan plan, List<Grant> grants, Granting granting) {
    List<GrantPlan.Fit> fits = plan.fits();
    if (written.granted() != Fault.NONE) {
      fits.forEach(fit -> asks.add(fit.asking()));
      mend(written.granted());
      return;
    }
    book.granted(granting.sums());
    if (!grants.isEmpty()) {
      grace.storeTime(written.at());
    }
    granted.addAndGet(grants.size());
    waiting.addAndGet(-grants.size());
    for (int i = 0; i < grants.size(); i++) {
      Reservation reservation = Reservation.mint(grants.get(i), written.at());
      if (!fits.get(i).asking().answer().complete(new Admission.Granted(reservation))) {
        add(Ending.release(reservation, new CompletableFuture<>()));
      }
    }
  }

  /** Books ends whose reservation is not there: booked before, or charged at its bound. */
  private void bookMissing(Set<Long> missing) {
    for (Iterator<Ending> each = ends.iterator(); each.hasNext(); ) {
      Ending end = each.next();
      if (missing.contains(end.id())) {
        if (!end.doubtful() && !correct(end)) {
          return;
        }
        each.remove();
        finish(end);
      }
    }
  }

  private boolean correct(Ending end) {
    Booked booked = store.booked(end.id(), end.at());
    boolean released = booked.rows() == 0 && end.row() == null;
    UsageRow row = released ? null : end.correction(booked);
    if (row == null) {
      return true;
    }
    UsageChain.Link link = chain.append(row, groups);
    Fault fault = store.correct(replica, chain.place() + 1, link.booking());
    if (fault != Fault.NONE) {
      mend(fault);
      return false;
    }
    chain = link.after();
    return true;
  }

  /** Forgets what a fault showed to be wrong, so that the next turn asks again. */
  private void mend(Fault fault) {
    switch (fault) {
      case NONE -> {}
      case CAPS -> book.clear();
      case WINDOW, SHORT, MISSING -> book.drop();
      case DEAD, CHAIN -> stale = true;
    }
  }
}
