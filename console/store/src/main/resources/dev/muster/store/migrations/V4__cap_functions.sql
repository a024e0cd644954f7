-- Changes of caps, and what happens to the books of replicas that ended.

-- The groups of usage that a scope's caps bind.
CREATE FUNCTION scope_groups(p_kind text, p_scope text) RETURNS SETOF integer
LANGUAGE sql STABLE AS $$
  SELECT g.id FROM usage_group g
  WHERE (p_kind = 'organization' AND g.organisation = p_scope)
    OR (p_kind = 'workspace' AND g.workspace = p_scope)
    OR (p_kind = 'user' AND g.member = p_scope)
    OR (p_kind = 'api_key' AND g.api_key = p_scope)
$$;

-- What a scope has spent since a time: whole hours from the rollups, the first part of an hour
-- from the rows.
CREATE FUNCTION scope_spent(p_kind text, p_scope text, p_since timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  hour timestamptz := date_trunc('hour', p_since, 'UTC');
  total bigint;
BEGIN
  IF hour < p_since THEN
    hour := hour + interval '1 hour';
  END IF;
  SELECT coalesce(sum(u.nanos), 0) INTO total FROM usage_hour u
    WHERE u.bucket >= hour AND u.grp IN (SELECT scope_groups(p_kind, p_scope));
  IF hour > p_since THEN
    total := total + (SELECT coalesce(sum(u.nanos), 0) FROM usage u
      WHERE u.at >= p_since AND u.at < hour AND u.grp IN (SELECT scope_groups(p_kind, p_scope)));
  END IF;
  RETURN total;
END $$;

-- Opens the present window of a cap that was just made: what was spent in it before counts, and
-- requests in flight are set aside in it as in the windows that they hold already.
CREATE FUNCTION cap_open(p_cap text, p_moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c record;
  w bigint;
  first timestamptz;
BEGIN
  SELECT k.*, b.starts, b.ends INTO c
    FROM cap k, window_bounds(k.period, k.zone, p_moment) b WHERE k.id = p_cap;
  INSERT INTO budget_window (cap, starts, ends, hard, amount, opening)
    VALUES (c.id, c.starts, c.ends, c.hard, c.amount,
      scope_spent(c.scope_kind, c.scope_id, c.starts))
    RETURNING id INTO w;
  WITH held AS (
    UPDATE reservation r SET windows = r.windows || w
      WHERE r.at >= c.starts AND r.grp IN (SELECT scope_groups(c.scope_kind, c.scope_id))
      RETURNING r.replica, r.bound
  ), added AS (
    INSERT INTO lease (window_id, replica, amount, reserved)
      SELECT w, h.replica, sum(h.bound), sum(h.bound) FROM held h GROUP BY h.replica
      RETURNING amount
  )
  UPDATE budget_window b SET leased = (SELECT coalesce(sum(a.amount), 0) FROM added a)
    WHERE b.id = w;
END $$;

-- Sets a scope's cap for a period in place of the one that it had; answers its id.
CREATE FUNCTION cap_set(
  p_id text, p_organisation text, p_kind text, p_scope text, p_period text, p_zone text,
  p_amount bigint, p_hard boolean)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  old record;
  moment timestamptz;
BEGIN
  PERFORM lock_caps();
  moment := clock_timestamp();
  UPDATE console_state SET caps_version = caps_version + 1;
  SELECT * INTO old FROM cap k
    WHERE k.scope_kind = p_kind AND k.scope_id = p_scope AND k.period = p_period
      AND k.removed_at IS NULL;
  IF old.id IS NOT NULL AND old.zone = p_zone THEN
    UPDATE cap SET amount = p_amount, hard = p_hard, updated_at = moment WHERE id = old.id;
    UPDATE lease l SET amount = l.reserved + l.settled
      FROM budget_window b WHERE b.id = l.window_id AND b.cap = old.id AND b.ends > moment;
    UPDATE budget_window b SET amount = p_amount, hard = p_hard, refused_at = NULL,
        leased = (SELECT coalesce(sum(l.amount), 0) FROM lease l WHERE l.window_id = b.id)
      WHERE b.cap = old.id AND b.ends > moment;
    RETURN old.id;
  END IF;
  IF old.id IS NOT NULL THEN
    UPDATE cap SET removed_at = moment WHERE id = old.id;
  END IF;
  INSERT INTO cap (id, organisation, scope_kind, scope_id, period, zone, amount, hard, created_at)
    VALUES (p_id, p_organisation, p_kind, p_scope, p_period, p_zone, p_amount, p_hard, moment);
  PERFORM cap_open(p_id, moment);
  RETURN p_id;
END $$;

CREATE FUNCTION cap_remove(p_id text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_caps();
  UPDATE cap SET removed_at = clock_timestamp() WHERE id = p_id AND removed_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE console_state SET caps_version = caps_version + 1;
  RETURN true;
END $$;

-- Declares a replica dead: it never writes again, and what its leases hold unused is free at once.
-- Its reservations stay until they are settled or overdue.
CREATE FUNCTION replica_end(p_replica integer, p_silent interval) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_caps_shared();
  IF NOT pg_try_advisory_xact_lock(1297437013, p_replica) THEN
    RETURN false;
  END IF;
  UPDATE replica SET dead_at = clock_timestamp()
    WHERE id = p_replica AND dead_at IS NULL AND heartbeat_at <= clock_timestamp() - p_silent;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM 1 FROM budget_window b
    WHERE b.ends > clock_timestamp()
      AND b.id IN (SELECT l.window_id FROM lease l
        WHERE l.replica = p_replica AND l.amount > l.reserved + l.settled)
    ORDER BY b.id FOR UPDATE;
  PERFORM 1 FROM lease l WHERE l.replica = p_replica ORDER BY l.window_id FOR UPDATE;
  WITH given AS (
    SELECT l.window_id, l.amount - l.reserved - l.settled AS rest
    FROM lease l JOIN budget_window b ON b.id = l.window_id
    WHERE l.replica = p_replica AND b.hard AND b.ends > clock_timestamp()
      AND l.amount > l.reserved + l.settled
  ), lowered AS (
    UPDATE lease l SET amount = l.amount - g.rest FROM given g
      WHERE l.window_id = g.window_id AND l.replica = p_replica
  )
  UPDATE budget_window b SET leased = b.leased - g.rest FROM given g WHERE b.id = g.window_id;
  RETURN true;
END $$;

-- Appends a correction of what a reservation was booked at, in every window that holds its time.
CREATE FUNCTION ledger_correct(
  p_replica integer, p_first bigint, p_at timestamptz, p_reservation bigint, p_request text,
  p_grp integer, p_bound bigint, p_nanos bigint, p_counts text, p_costs text, p_why text,
  p_hash bytea, p_sums text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  g record;
BEGIN
  PERFORM lock_caps_shared();
  IF NOT lock_alive(p_replica) THEN
    RETURN 'dead';
  END IF;
  SELECT * INTO g FROM usage_group WHERE id = p_grp;
  PERFORM 1 FROM budget_window b JOIN cap c ON c.id = b.cap
    WHERE b.starts <= p_at AND p_at < b.ends AND (c.removed_at IS NULL OR p_at < c.removed_at)
      AND ((c.scope_kind = 'organization' AND c.scope_id = g.organisation)
        OR (c.scope_kind = 'workspace' AND c.scope_id = g.workspace)
        OR (c.scope_kind = 'user' AND c.scope_id = g.member)
        OR (c.scope_kind = 'api_key' AND c.scope_id = g.api_key))
    ORDER BY b.id FOR UPDATE OF b;
  IF NOT ledger_append(p_replica, p_first, ARRAY[p_at], ARRAY[p_reservation], ARRAY[p_request],
      ARRAY[p_grp], ARRAY[3::smallint], ARRAY[p_bound], ARRAY[p_nanos], ARRAY[p_counts],
      ARRAY[p_costs], ARRAY[p_why], ARRAY[p_hash],
      ARRAY[date_trunc('hour', p_at, 'UTC')], ARRAY[p_grp], ARRAY[p_sums]) THEN
    RETURN 'chain';
  END IF;
  WITH held AS (
    SELECT b.id FROM budget_window b JOIN cap c ON c.id = b.cap
    WHERE b.starts <= p_at AND p_at < b.ends AND (c.removed_at IS NULL OR p_at < c.removed_at)
      AND ((c.scope_kind = 'organization' AND c.scope_id = g.organisation)
        OR (c.scope_kind = 'workspace' AND c.scope_id = g.workspace)
        OR (c.scope_kind = 'user' AND c.scope_id = g.member)
        OR (c.scope_kind = 'api_key' AND c.scope_id = g.api_key))
  ), booked AS (
    INSERT INTO lease AS l (window_id, replica, amount, settled)
      SELECT h.id, p_replica, p_nanos, p_nanos FROM held h ORDER BY h.id
      ON CONFLICT (window_id, replica) DO UPDATE
        SET amount = l.amount + excluded.amount, settled = l.settled + excluded.settled
  )
  UPDATE budget_window b SET leased = b.leased + p_nanos FROM held h WHERE b.id = h.id;
  RETURN 'ok';
END $$;

-- Records the alerts that are due: once for each share, once a window.
CREATE FUNCTION alerts_due() RETURNS void LANGUAGE sql AS $$
  WITH standing AS (
    SELECT b.id, b.amount, b.refused_at,
      b.opening + coalesce((SELECT sum(l.settled) FROM lease l WHERE l.window_id = b.id), 0) AS spent
    FROM budget_window b JOIN cap c ON c.id = b.cap
    WHERE c.removed_at IS NULL AND b.starts <= clock_timestamp() AND clock_timestamp() < b.ends
  )
  INSERT INTO alert (window_id, percent, spent)
    SELECT s.id, p.percent, s.spent
    FROM standing s, unnest(ARRAY[50, 75, 90, 100]) p(percent)
    WHERE (s.amount > 0 AND s.spent::numeric * 100 >= s.amount::numeric * p.percent)
      OR (p.percent = 100 AND s.refused_at IS NOT NULL)
    ON CONFLICT (window_id, percent) DO NOTHING
$$;
