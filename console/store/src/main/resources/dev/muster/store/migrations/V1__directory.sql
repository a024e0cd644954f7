-- Who there is. Every change raises console_state.version in its own transaction, which orders
-- changes: a reader that knows version n asks for rows with a greater one and misses none.

CREATE TABLE console_state (
  one          boolean PRIMARY KEY DEFAULT true CHECK (one),
  version      bigint NOT NULL,
  caps_version bigint NOT NULL
);
INSERT INTO console_state VALUES (true, 1, 1);

CREATE FUNCTION next_version() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v bigint;
BEGIN
  UPDATE console_state SET version = version + 1 RETURNING version INTO v;
  PERFORM pg_notify('muster_changes', v::text);
  RETURN v;
END $$;

CREATE TABLE organisation (
  id         text PRIMARY KEY,
  name       text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  version    bigint NOT NULL
);

CREATE TABLE workspace (
  id            text PRIMARY KEY,
  organisation  text NOT NULL REFERENCES organisation,
  name          text NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  archived_at   timestamptz,
  requests      bigint NOT NULL,
  input_tokens  bigint NOT NULL,
  output_tokens bigint NOT NULL,
  concurrent    bigint NOT NULL,
  version       bigint NOT NULL
);
CREATE UNIQUE INDEX workspace_name ON workspace (organisation, name) WHERE archived_at IS NULL;

CREATE TABLE member (
  id           text PRIMARY KEY,
  organisation text NOT NULL REFERENCES organisation,
  email        text NOT NULL,
  name         text NOT NULL,
  role         text NOT NULL,
  added_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  removed_at   timestamptz,
  version      bigint NOT NULL
);
CREATE UNIQUE INDEX member_email ON member (organisation, lower(email)) WHERE removed_at IS NULL;

CREATE TABLE api_key (
  id            text PRIMARY KEY,
  organisation  text NOT NULL REFERENCES organisation,
  workspace     text REFERENCES workspace,
  member        text REFERENCES member,
  name          text NOT NULL,
  hash          bytea NOT NULL UNIQUE,
  hint          text NOT NULL,
  status        text NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE', 'ARCHIVED')),
  created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at    timestamptz,
  all_models    boolean NOT NULL,
  models        text[] NOT NULL,
  requests      bigint NOT NULL,
  input_tokens  bigint NOT NULL,
  output_tokens bigint NOT NULL,
  concurrent    bigint NOT NULL,
  version       bigint NOT NULL
);
CREATE INDEX api_key_organisation ON api_key (organisation);
