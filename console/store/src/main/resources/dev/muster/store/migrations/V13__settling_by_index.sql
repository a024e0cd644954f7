-- Reservations come and go so quickly that the table is mostly what they left behind, while the
-- planner takes it for small: every turn read all of it. The functions of the hot path find their
-- rows by their keys, whatever the statistics say, and are planned once instead of in every turn.
CREATE OR REPLACE FUNCTION ledger_settle(
  p_replica integer, p_also bigint[], s_id bigint[], s_nanos bigint[],
  p_first bigint, u_at timestamptz[], u_reservation bigint[], u_request text[],
  u_grp integer[], u_kind smallint[], u_bound bigint[], u_nanos bigint[], u_counts text[],
  u_costs text[], u_why text[], u_hash bytea[],
  h_hour timestamptz[], h_grp integer[], h_sums text[])
RETURNS TABLE (r_fault text, r_missing bigint[]) LANGUAGE plpgsql
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
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
    DELETE FROM reservation r WHERE r.id = ANY (s_id)
      RETURNING r.id, r.windows, r.replica, r.bound
  ), delta AS (
    SELECT w, g.replica, sum(g.bound)::bigint AS bound, sum(s.nanos)::bigint AS nanos
    FROM gone g JOIN unnest(s_id, s_nanos) s(id, nanos) ON s.id = g.id, unnest(g.windows) w
    GROUP BY w, g.replica
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

ALTER FUNCTION ledger_grant(
  integer, bigint, bigint[], bigint[], bigint[], text[], bigint[], integer[], text[], text[])
  SET enable_seqscan = off;
ALTER FUNCTION ledger_grant(
  integer, bigint, bigint[], bigint[], bigint[], text[], bigint[], integer[], text[], text[])
  SET plan_cache_mode = force_generic_plan;
