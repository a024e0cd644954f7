-- How much is left, and what was spent. All money is in nano-dollars.

CREATE TABLE cap (
  id           text PRIMARY KEY,
  organisation text NOT NULL REFERENCES organisation,
  scope_kind   text NOT NULL CHECK (scope_kind IN ('organization', 'workspace', 'user', 'api_key')),
  scope_id     text NOT NULL,
  period       text NOT NULL CHECK (period IN ('daily', 'weekly', 'monthly')),
  zone         text NOT NULL,
  amount       bigint NOT NULL CHECK (amount >= 0),
  hard         boolean NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at   timestamptz,
  removed_at   timestamptz
);
CREATE UNIQUE INDEX cap_scope ON cap (scope_kind, scope_id, period) WHERE removed_at IS NULL;

-- One run of a cap's period. What is leased is the sum of its leases' amounts; opening is what had
-- been spent in it before the cap was set.
CREATE TABLE budget_window (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cap        text NOT NULL REFERENCES cap,
  starts     timestamptz NOT NULL,
  ends       timestamptz NOT NULL,
  hard       boolean NOT NULL,
  amount     bigint NOT NULL,
  opening    bigint NOT NULL DEFAULT 0,
  leased     bigint NOT NULL DEFAULT 0,
  refused_at timestamptz,
  UNIQUE (cap, starts),
  CHECK (starts < ends)
) WITH (fillfactor = 50);

-- One run of a console's process. A dead one never writes again.
CREATE TABLE replica (
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL,
  started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  dead_at      timestamptz,
  chain_seq    bigint NOT NULL DEFAULT 0,
  chain_hash   bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
) WITH (fillfactor = 50);

-- A replica's slice of a window: amount may be spent, reserved and settled are. Only its replica
-- raises it; whoever needs room may take the unused rest away. No foreign keys: to check them the
-- hot path would lock the windows' rows, which are never removed.
CREATE TABLE lease (
  window_id bigint NOT NULL,
  replica   integer NOT NULL,
  amount    bigint NOT NULL DEFAULT 0,
  reserved  bigint NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  settled   bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (window_id, replica)
) WITH (fillfactor = 50);

-- By what usage can be told apart; rows are shared by all usage that agrees in it.
CREATE TABLE usage_group (
  id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation   text NOT NULL,
  workspace      text NOT NULL,
  member         text NOT NULL,
  api_key        text NOT NULL,
  model          text NOT NULL,
  upstream       text NOT NULL,
  speed          text NOT NULL,
  service_tier   text NOT NULL,
  inference_geo  text NOT NULL,
  context_window text NOT NULL
);
CREATE UNIQUE INDEX usage_group_all ON usage_group (
  organisation, workspace, member, api_key, model, upstream, speed, service_tier, inference_geo,
  context_window);

-- Requests in flight; what a settled or released one leaves is in usage.
CREATE TABLE reservation (
  id         bigint PRIMARY KEY,
  replica    integer NOT NULL,
  at         timestamptz NOT NULL,
  windows    bigint[] NOT NULL,
  bound      bigint NOT NULL,
  grp        integer NOT NULL,
  request_id text NOT NULL,
  bound_why  text NOT NULL
);
-- Rows come and go quickly here; left to the usual settings, dead ones would outnumber the rest.
ALTER TABLE reservation SET (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50000,
  autovacuum_vacuum_cost_delay = 0);
CREATE INDEX reservation_at ON reservation (at);

-- The ledger. A row's time is that of its reservation, so that it falls into the windows in which
-- it was reserved; hash covers the row and the hash before it in its chain.
CREATE TABLE usage (
  chain       integer NOT NULL,
  seq         bigint NOT NULL,
  at          timestamptz NOT NULL,
  reservation bigint NOT NULL,
  request_id  text NOT NULL,
  grp         integer NOT NULL,
  kind        smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
  bound       bigint NOT NULL,
  nanos       bigint NOT NULL,
  counts      bigint[] NOT NULL,
  costs       bigint[] NOT NULL,
  why         text NOT NULL,
  hash        bytea NOT NULL,
  PRIMARY KEY (chain, seq, at)
) PARTITION BY RANGE (at);
CREATE INDEX usage_at ON usage (at);
CREATE INDEX usage_request ON usage (request_id);
CREATE TABLE usage_other PARTITION OF usage DEFAULT;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING HINT = 'a wrong row is corrected by appending another';
END $$;
CREATE TRIGGER usage_append_only BEFORE UPDATE OR DELETE ON usage
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_no_truncate BEFORE TRUNCATE ON usage
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_other_no_truncate BEFORE TRUNCATE ON usage_other
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_group_append_only BEFORE UPDATE OR DELETE ON usage_group
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_group_no_truncate BEFORE TRUNCATE ON usage_group
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Makes the partitions of this month and the next two, unless they are there.
CREATE FUNCTION usage_months() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first timestamp := date_trunc('month', clock_timestamp() AT TIME ZONE 'UTC');
  month timestamp;
  title text;
BEGIN
  PERFORM pg_advisory_xact_lock(1297437014, 0);
  FOR i IN 0..2 LOOP
    month := first + make_interval(months => i);
    title := 'usage_' || to_char(month, 'YYYY_MM');
    IF to_regclass(title) IS NULL THEN
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF usage FOR VALUES FROM (%L) TO (%L)',
        title, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
      EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I '
        'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', title);
    END IF;
  END LOOP;
END $$;
SELECT usage_months();

-- Sums of usage by UTC hours and days, kept in the transaction that appends the rows; by chain, so
-- that replicas do not wait for each other. counts and costs as in usage, added up.
CREATE TABLE usage_hour (
  bucket   timestamptz NOT NULL,
  grp      integer NOT NULL,
  chain    integer NOT NULL,
  requests bigint NOT NULL,
  at_least bigint NOT NULL,
  nanos    bigint NOT NULL,
  input bigint NOT NULL, output bigint NOT NULL, cache_read bigint NOT NULL,
  write_5m bigint NOT NULL, write_1h bigint NOT NULL, searches bigint NOT NULL,
  c_input bigint NOT NULL, c_output bigint NOT NULL, c_read bigint NOT NULL,
  c_5m bigint NOT NULL, c_1h bigint NOT NULL, c_search bigint NOT NULL, c_other bigint NOT NULL,
  PRIMARY KEY (bucket, grp, chain)
) WITH (fillfactor = 70);
CREATE TABLE usage_day (LIKE usage_hour INCLUDING ALL) WITH (fillfactor = 70);

CREATE TABLE alert (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  window_id    bigint NOT NULL REFERENCES budget_window,
  percent      integer NOT NULL,
  spent        bigint NOT NULL,
  at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  taken_at     timestamptz,
  delivered_at timestamptz,
  UNIQUE (window_id, percent)
);
CREATE INDEX alert_open ON alert (id) WHERE delivered_at IS NULL;
