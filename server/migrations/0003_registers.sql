-- Why: matching must say against which register, as of when. Imports are kept for ever; a version is the
-- set of imports built into one index, and a batch remembers the version it was matched with.

CREATE TABLE register (
  id         text PRIMARY KEY,
  bureau_id  text NOT NULL REFERENCES organisation,
  division   text COLLATE "C" NOT NULL,
  name_zh    text NOT NULL,
  name_en    text NOT NULL DEFAULT '',
  coverage   text[] NOT NULL DEFAULT '{}',
  current_version_id text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX register_bureau ON register (bureau_id);
COMMENT ON COLUMN register.coverage IS 'Two-digit province codes the register is complete for; empty: the whole country';

CREATE TABLE register_import (
  id          text PRIMARY KEY,
  register_id text NOT NULL REFERENCES register,
  division    text COLLATE "C" NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('register', 'cancelled', 'revoked', 'abnormal', 'serious')),
  mode        text NOT NULL CHECK (mode IN ('replace', 'add')),
  file_name   text NOT NULL,
  file_key    text NOT NULL,
  csv_key     text,
  mapping     jsonb,
  as_of       date NOT NULL,
  state       text NOT NULL DEFAULT 'uploaded' CHECK (state IN ('uploaded', 'reading', 'ready', 'failed')),
  rows        bigint NOT NULL DEFAULT 0,
  rows_read   bigint NOT NULL DEFAULT 0,
  bytes       bigint NOT NULL,
  problem     jsonb,
  by_user     text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX register_import_register ON register_import (register_id, created_at DESC);

CREATE TABLE register_version (
  id            text PRIMARY KEY,
  register_id   text NOT NULL REFERENCES register,
  division      text COLLATE "C" NOT NULL,
  no            integer NOT NULL,
  as_of         date NOT NULL,
  imports       text[] NOT NULL,
  state         text NOT NULL DEFAULT 'building' CHECK (state IN ('building', 'ready', 'failed')),
  entries       bigint NOT NULL DEFAULT 0,
  index_key     text,
  bytes         bigint,
  build_seconds real,
  created_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (register_id, no)
);
CREATE INDEX register_version_register ON register_version (register_id);
ALTER TABLE register ADD FOREIGN KEY (current_version_id) REFERENCES register_version;
CREATE INDEX register_current ON register (current_version_id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['register', 'register_import', 'register_version'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY %I ON %I TO redbridge_app USING (
      (SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi()))$p$, t || '_bureau', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO redbridge_app, redbridge_worker', t);
  END LOOP;
END $$;
