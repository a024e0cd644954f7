-- A refusal alone is not the end of a limit: one request out of all proportion is refused at any time. With nine tenths
-- spent it is, since what is left then fits few requests.
CREATE OR REPLACE FUNCTION alerts_due() RETURNS void LANGUAGE sql AS $$
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
      OR (p.percent = 100 AND s.refused_at IS NOT NULL
        AND s.spent::numeric * 100 >= s.amount::numeric * 90)
    ON CONFLICT (window_id, percent) DO NOTHING
$$;
