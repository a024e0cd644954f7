-- What must be one step. Locks are always taken in this order: the caps' (shared by all who book,
-- exclusive for who changes caps), the replica's (shared by its own writes, exclusive for who
-- declares it dead), windows by id, reservations, leases by window and replica.

CREATE FUNCTION lock_caps_shared() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1297437012, 0);
  RETURN (SELECT caps_version FROM console_state);
END $$;

CREATE FUNCTION lock_caps() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1297437012, 0);
END $$;

-- Whether a replica may still write; it stays so until the transaction ends.
CREATE FUNCTION lock_alive(p_replica integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1297437013, p_replica);
  RETURN EXISTS (SELECT FROM replica WHERE id = p_replica AND dead_at IS NULL);
END $$;

CREATE FUNCTION window_bounds(
  p_period text, p_zone text, p_moment timestamptz, OUT starts timestamptz, OUT ends timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  field text := CASE p_period WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' ELSE 'month' END;
  day timestamp := date_trunc(field, p_moment AT TIME ZONE p_zone);
BEGIN
  starts := day AT TIME ZONE p_zone;
  ends := (day + ('1 ' || field)::interval) AT TIME ZONE p_zone;
END $$;

-- Gives a replica room in the present windows of caps: what it has, more when it needs more, and a
-- share of what is free beyond that. Before it says that there is too little, it takes back what
-- other replicas hold unused.
CREATE FUNCTION ledger_lease(
  p_replica integer, p_caps_version bigint, p_caps text[], p_needs bigint[], p_wants bigint[])
RETURNS TABLE (r_cap text, r_window bigint, r_starts timestamptz, r_ends timestamptz,
  r_amount bigint, r_used bigint, r_total bigint, r_fault text) LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz;
  alive integer;
  b record;
  own record;
  short bigint;
  free bigint;
  give bigint;
BEGIN
  IF lock_caps_shared() <> p_caps_version THEN
    RETURN QUERY SELECT NULL::text, NULL::bigint, NULL::timestamptz, NULL::timestamptz,
      NULL::bigint, NULL::bigint, NULL::bigint, 'caps';
    RETURN;
  END IF;
  IF NOT lock_alive(p_replica) THEN
    RETURN QUERY SELECT NULL::text, NULL::bigint, NULL::timestamptz, NULL::timestamptz,
      NULL::bigint, NULL::bigint, NULL::bigint, 'dead';
    RETURN;
  END IF;
  moment := clock_timestamp();
  SELECT count(*) INTO alive FROM replica WHERE dead_at IS NULL;
  INSERT INTO budget_window (cap, starts, ends, hard, amount)
    SELECT c.id, w.starts, w.ends, c.hard, c.amount
    FROM cap c, window_bounds(c.period, c.zone, moment) w
    WHERE c.id = ANY (p_caps) AND NOT EXISTS (
      SELECT FROM budget_window o WHERE o.cap = c.id AND o.starts = w.starts)
    ORDER BY c.id
    ON CONFLICT (cap, starts) DO NOTHING;
  -- All windows before the first lease: a loop alone would lock them in portions.
  PERFORM 1 FROM budget_window o
    WHERE o.cap = ANY (p_caps) AND o.starts <= moment AND moment < o.ends
    ORDER BY o.id FOR UPDATE;
  FOR b IN
    SELECT o.*, n.need, n.want
    FROM budget_window o JOIN unnest(p_caps, p_needs, p_wants) n(cap, need, want) ON n.cap = o.cap
    WHERE o.starts <= moment AND moment < o.ends
    ORDER BY o.id
  LOOP
    INSERT INTO lease (window_id, replica) VALUES (b.id, p_replica) ON CONFLICT DO NOTHING;
    IF b.hard THEN
      SELECT * INTO own FROM lease l WHERE l.window_id = b.id AND l.replica = p_replica;
      short := own.reserved + own.settled + b.need - own.amount;
      free := b.amount - b.opening - b.leased;
      IF short > free THEN
        PERFORM 1 FROM lease l WHERE l.window_id = b.id ORDER BY l.replica FOR UPDATE;
        UPDATE lease l SET amount = l.reserved + l.settled
          WHERE l.window_id = b.id AND l.replica <> p_replica
            AND l.amount <> l.reserved + l.settled;
        SELECT * INTO own FROM lease l WHERE l.window_id = b.id AND l.replica = p_replica;
        short := own.reserved + own.settled + b.need - own.amount;
        SELECT sum(l.amount) INTO b.leased FROM lease l WHERE l.window_id = b.id;
        free := b.amount - b.opening - b.leased;
        IF short > free THEN
          UPDATE budget_window o SET refused_at = moment WHERE o.id = b.id AND o.refused_at IS NULL;
        END IF;
      END IF;
      give := greatest(0, least(free, greatest(short, least(b.want, free / (4 * alive)))));
      UPDATE lease l SET amount = l.amount + give WHERE l.window_id = b.id AND l.replica = p_replica;
      UPDATE budget_window o SET leased = b.leased + give WHERE o.id = b.id;
    END IF;
    RETURN QUERY
      SELECT b.cap, b.id, b.starts, b.ends, own_now.amount, own_now.reserved + own_now.settled,
        b.opening + (SELECT sum(l.reserved + l.settled)::bigint FROM lease l WHERE l.window_id = b.id),
        NULL::text
      FROM lease own_now WHERE own_now.window_id = b.id AND own_now.replica = p_replica;
  END LOOP;
END $$;

-- Adds sums of usage rows to the rollups of hours and days: for each hour and group the columns of
-- usage_hour from requests on.
CREATE FUNCTION ledger_roll_up(
  p_chain integer, h_hour timestamptz[], h_grp integer[], h_sums text[])
RETURNS void LANGUAGE sql AS $$
  INSERT INTO usage_hour AS t
    SELECT x.hour, x.grp, p_chain, x.s[1], x.s[2], x.s[3], x.s[4], x.s[5], x.s[6], x.s[7], x.s[8], x.s[9], x.s[10], x.s[11], x.s[12], x.s[13], x.s[14], x.s[15], x.s[16]
    FROM (SELECT h.hour, h.grp, h.sums::bigint[] AS s
      FROM unnest(h_hour, h_grp, h_sums) h(hour, grp, sums)) x
    ORDER BY x.hour, x.grp
    ON CONFLICT (bucket, grp, chain) DO UPDATE SET
      requests = t.requests + excluded.requests,
      at_least = t.at_least + excluded.at_least,
      nanos = t.nanos + excluded.nanos,
      input = t.input + excluded.input,
      output = t.output + excluded.output,
      cache_read = t.cache_read + excluded.cache_read,
      write_5m = t.write_5m + excluded.write_5m,
      write_1h = t.write_1h + excluded.write_1h,
      searches = t.searches + excluded.searches,
      c_input = t.c_input + excluded.c_input,
      c_output = t.c_output + excluded.c_output,
      c_read = t.c_read + excluded.c_read,
      c_5m = t.c_5m + excluded.c_5m,
      c_1h = t.c_1h + excluded.c_1h,
      c_search = t.c_search + excluded.c_search,
      c_other = t.c_other + excluded.c_other;
  INSERT INTO usage_day AS t
    SELECT date_trunc('day', x.hour, 'UTC') AS day, x.grp, p_chain, sum(x.s[1]), sum(x.s[2]), sum(x.s[3]), sum(x.s[4]), sum(x.s[5]), sum(x.s[6]), sum(x.s[7]), sum(x.s[8]), sum(x.s[9]), sum(x.s[10]), sum(x.s[11]), sum(x.s[12]), sum(x.s[13]), sum(x.s[14]), sum(x.s[15]), sum(x.s[16])
    FROM (SELECT h.hour, h.grp, h.sums::bigint[] AS s
      FROM unnest(h_hour, h_grp, h_sums) h(hour, grp, sums)) x
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (bucket, grp, chain) DO UPDATE SET
      requests = t.requests + excluded.requests,
      at_least = t.at_least + excluded.at_least,
      nanos = t.nanos + excluded.nanos,
      input = t.input + excluded.input,
      output = t.output + excluded.output,
      cache_read = t.cache_read + excluded.cache_read,
      write_5m = t.write_5m + excluded.write_5m,
      write_1h = t.write_1h + excluded.write_1h,
      searches = t.searches + excluded.searches,
      c_input = t.c_input + excluded.c_input,
      c_output = t.c_output + excluded.c_output,
      c_read = t.c_read + excluded.c_read,
      c_5m = t.c_5m + excluded.c_5m,
      c_1h = t.c_1h + excluded.c_1h,
      c_search = t.c_search + excluded.c_search,
      c_other = t.c_other + excluded.c_other
$$;

-- Appends usage rows to a replica's chain, with their sums by hour and group. The caller holds
-- lock_alive.
CREATE FUNCTION ledger_append(
  p_replica integer, p_first bigint, u_at timestamptz[], u_reservation bigint[], u_request text[],
  u_grp integer[], u_kind smallint[], u_bound bigint[], u_nanos bigint[], u_counts text[],
  u_costs text[], u_why text[], u_hash bytea[],
  h_hour timestamptz[], h_grp integer[], h_sums text[])
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE n integer := cardinality(u_at);
BEGIN
  UPDATE replica SET chain_seq = p_first + n - 1, chain_hash = u_hash[n]
    WHERE id = p_replica AND chain_seq = p_first - 1;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO usage (chain, seq, at, reservation, request_id, grp, kind, bound, nanos, counts, costs,
      why, hash)
    SELECT p_replica, p_first + u.n - 1, u.at, u.reservation, u.request, u.grp, u.kind, u.bound,
      u.nanos, u.counts::bigint[], u.costs::bigint[], u.why, u.hash
    FROM unnest(u_at, u_reservation, u_request, u_grp, u_kind, u_bound, u_nanos, u_counts, u_costs,
      u_why, u_hash) WITH ORDINALITY
      u(at, reservation, request, grp, kind, bound, nanos, counts, costs, why, hash, n);
  PERFORM ledger_roll_up(p_replica, h_hour, h_grp, h_sums);
  RETURN true;
END $$;

-- Books settlements and releases: reservations end, their bounds are freed, charges are booked.
-- s_nanos is what each is charged, 0 for a release; the usage rows are those of what is charged.
-- Answers ok; chain when the chain's end is elsewhere; dead; missing with the reservations that
-- are not there. Nothing is booked unless it answers ok. p_also are windows that the same
-- transaction grants from afterwards: their leases are locked here, in order with the others.
CREATE FUNCTION ledger_settle(
  p_replica integer, p_also bigint[], s_id bigint[], s_nanos bigint[],
  p_first bigint, u_at timestamptz[], u_reservation bigint[], u_request text[],
  u_grp integer[], u_kind smallint[], u_bound bigint[], u_nanos bigint[], u_counts text[],
  u_costs text[], u_why text[], u_hash bytea[],
  h_hour timestamptz[], h_grp integer[], h_sums text[])
RETURNS TABLE (r_fault text, r_missing bigint[]) LANGUAGE plpgsql AS $$
DECLARE
  found bigint[];
BEGIN
  PERFORM lock_caps_shared();
  IF NOT lock_alive(p_replica) THEN
    RETURN QUERY SELECT 'dead', NULL::bigint[];
    RETURN;
  END IF;
  SELECT array_agg(x.id) INTO found FROM (
    SELECT r.id FROM reservation r WHERE r.id = ANY (s_id) ORDER BY r.id FOR UPDATE) x;
  IF coalesce(cardinality(found), 0) < cardinality(s_id) THEN
    RETURN QUERY SELECT 'missing', ARRAY(
      SELECT unnest(s_id) EXCEPT SELECT unnest(found));
    RETURN;
  END IF;
  IF cardinality(u_at) > 0 AND NOT ledger_append(p_replica, p_first, u_at, u_reservation, u_request,
      u_grp, u_kind, u_bound, u_nanos, u_counts, u_costs, u_why, u_hash, h_hour, h_grp, h_sums) THEN
    RETURN QUERY SELECT 'chain', NULL::bigint[];
    RETURN;
  END IF;
  WITH gone AS (
    DELETE FROM reservation r USING unnest(s_id, s_nanos) s(id, nanos)
      WHERE r.id = s.id RETURNING r.windows, r.replica, r.bound, s.nanos
  ), delta AS (
    SELECT w, g.replica, sum(g.bound)::bigint AS bound, sum(g.nanos)::bigint AS nanos
    FROM gone g, unnest(g.windows) w GROUP BY w, g.replica
  ), held AS MATERIALIZED (
    SELECT l.window_id, l.replica, d.bound, d.nanos
    FROM lease l LEFT JOIN delta d ON l.window_id = d.w AND l.replica = d.replica
    WHERE d.w IS NOT NULL OR (l.window_id = ANY (p_also) AND l.replica = p_replica)
    ORDER BY l.window_id, l.replica FOR UPDATE OF l
  )
  UPDATE lease l SET reserved = l.reserved - h.bound, settled = l.settled + h.nanos
    FROM held h WHERE l.window_id = h.window_id AND l.replica = h.replica AND h.bound IS NOT NULL;
  RETURN QUERY SELECT 'ok', NULL::bigint[];
END $$;

-- Makes reservations durable. d_window and d_bound are the sums of the bounds by window. Answers
-- ok with the time of the grant; caps, dead, window (one is over or has not begun) or short (a
-- lease has too little) when nothing was granted.
CREATE FUNCTION ledger_grant(
  p_replica integer, p_caps_version bigint, d_window bigint[], d_bound bigint[],
  g_id bigint[], g_windows text[], g_bound bigint[], g_grp integer[], g_request text[], g_why text[])
RETURNS TABLE (r_fault text, r_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz;
  raised integer;
BEGIN
  IF lock_caps_shared() <> p_caps_version THEN
    RETURN QUERY SELECT 'caps', NULL::timestamptz;
    RETURN;
  END IF;
  IF NOT lock_alive(p_replica) THEN
    RETURN QUERY SELECT 'dead', NULL::timestamptz;
    RETURN;
  END IF;
  IF cardinality(d_window) > 0 THEN
    PERFORM 1 FROM lease l WHERE l.window_id = ANY (d_window) AND l.replica = p_replica
      ORDER BY l.window_id FOR UPDATE;
  END IF;
  moment := clock_timestamp();
  IF cardinality(d_window) > 0 THEN
    IF EXISTS (SELECT FROM budget_window b
        WHERE b.id = ANY (d_window) AND (moment < b.starts OR moment >= b.ends)) THEN
      RETURN QUERY SELECT 'window', NULL::timestamptz;
      RETURN;
    END IF;
    IF EXISTS (SELECT FROM unnest(d_window, d_bound) d(w, bound)
        JOIN budget_window b ON b.id = d.w
        LEFT JOIN lease l ON l.window_id = d.w AND l.replica = p_replica
        WHERE l.window_id IS NULL OR (b.hard AND l.reserved + l.settled + d.bound > l.amount)) THEN
      RETURN QUERY SELECT 'short', NULL::timestamptz;
      RETURN;
    END IF;
    UPDATE lease l SET reserved = l.reserved + d.bound
      FROM unnest(d_window, d_bound) d(w, bound)
      WHERE l.window_id = d.w AND l.replica = p_replica;
  END IF;
  INSERT INTO reservation (id, replica, at, windows, bound, grp, request_id, bound_why)
    SELECT g.id, p_replica, moment, g.windows::bigint[], g.bound, g.grp, g.request, g.why
    FROM unnest(g_id, g_windows, g_bound, g_grp, g_request, g_why)
      g(id, windows, bound, grp, request, why);
  RETURN QUERY SELECT 'ok', moment;
END $$;
