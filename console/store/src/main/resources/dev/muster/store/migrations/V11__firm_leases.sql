-- A run with firm leases may spend from them while it cannot reach the database, so that nobody takes
-- back what it holds unused as long as it lives.
ALTER TABLE replica ADD COLUMN firm boolean NOT NULL DEFAULT false;

-- As before, but leaves firm leases alone.
CREATE OR REPLACE FUNCTION ledger_lease(
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
            AND l.amount <> l.reserved + l.settled
            AND NOT EXISTS (
              SELECT FROM replica r WHERE r.id = l.replica AND r.firm AND r.dead_at IS NULL);
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
