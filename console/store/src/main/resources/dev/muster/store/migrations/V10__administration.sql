-- Keys for administration. They are few, and looked up in here each time.

CREATE TABLE admin_key (
  id           text PRIMARY KEY,
  organisation text NOT NULL REFERENCES organisation,
  name         text NOT NULL,
  role         text NOT NULL,
  hash         bytea NOT NULL UNIQUE,
  hint         text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  revoked_at   timestamptz
);

-- A text that only the secret which keys are hashed with can make, so that a console that was given
-- another secret says so, rather than know no key.
CREATE TABLE key_secret (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  proof text NOT NULL
);
