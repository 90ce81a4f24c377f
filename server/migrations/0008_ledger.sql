-- Why: what happened must be provable against everybody, the operator of the database included. Entries are canonical
-- JSON; one sequencer gives each a leaf in two Merkle trees of one shape (RFC 6962 with SHA-256, and with SM3 so that a
-- court can check with national algorithms alone) and signs checkpoints. Everything here is append-only: by grant, by
-- trigger even for the owner, and by the monitor, which remembers outside this database what it has seen.
-- An entry waits in ledger_pending from the transaction that wrote it; a row there is visible exactly when its entry
-- is, so a late commit can never fall behind a watermark.

CREATE TABLE ledger_entry (
  no       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id       text NOT NULL UNIQUE,
  at       timestamptz NOT NULL,
  kind     text NOT NULL,
  subject  text NOT NULL,
  readers  text[] NOT NULL CHECK (cardinality(readers) > 0),
  salt     bytea NOT NULL CHECK (length(salt) = 16),
  envelope text NOT NULL
);
CREATE INDEX ledger_entry_subject ON ledger_entry (subject, no);
COMMENT ON TABLE ledger_entry IS 'The envelope is the leaf: canonical JSON (RFC 8785) of id, at, kind, subject, body and access';
COMMENT ON COLUMN ledger_entry.readers IS 'Organisations that may see the entry; the envelope holds only access = SHA-256(salt, readers), so that a proof does not tell who else knows';

CREATE TABLE ledger_pending (entry_no bigint PRIMARY KEY)
  WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
COMMENT ON TABLE ledger_pending IS 'Entries that wait for the sequencer';

CREATE TABLE ledger_leaf (
  leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
  entry_no   bigint NOT NULL UNIQUE,
  entry_id   text NOT NULL,
  sha256     bytea NOT NULL CHECK (length(sha256) = 32),
  sm3        bytea NOT NULL CHECK (length(sm3) = 32)
);
COMMENT ON TABLE ledger_leaf IS 'Place of an entry in the trees, with its leaf hashes. Names the entry by number and id, so that a missing one can be named';

CREATE TABLE ledger_node (
  level      integer NOT NULL CHECK (level > 0 AND level % 8 = 0),
  node_index bigint NOT NULL,
  sha256     bytea NOT NULL CHECK (length(sha256) = 32),
  sm3        bytea NOT NULL CHECK (length(sm3) = 32),
  PRIMARY KEY (level, node_index)
);
COMMENT ON TABLE ledger_node IS 'Roots of complete subtrees of 256, 65,536, … leaves: a proof reads at most 256 hashes a level';

CREATE TABLE ledger_checkpoint (
  size     bigint PRIMARY KEY CHECK (size > 0),
  sha256   bytea NOT NULL,
  sm3      bytea NOT NULL,
  note     text NOT NULL,
  at       timestamptz NOT NULL
);
COMMENT ON TABLE ledger_checkpoint IS 'Signed tree heads (C2SP tlog-checkpoint), one each time the tree has grown';

CREATE TABLE ledger_key (
  id           text PRIMARY KEY,
  algorithm    text NOT NULL CHECK (algorithm IN ('ed25519', 'sm2')),
  name         text NOT NULL,
  public_key   bytea NOT NULL,
  sealed       bytea,
  from_size    bigint NOT NULL,
  endorsement  text,
  created_at   timestamptz NOT NULL,
  retired_size bigint,
  retired_at   timestamptz
);
CREATE UNIQUE INDEX ledger_key_current ON ledger_key (algorithm) WHERE retired_at IS NULL;
COMMENT ON COLUMN ledger_key.sealed IS 'Private key under the master secret; empty when it lives in hardware';
COMMENT ON COLUMN ledger_key.endorsement IS 'Statement about this key signed by the one before it; the first pair has none and is what others pin';

CREATE TABLE ledger_witness (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  name            text NOT NULL,
  key_id          text NOT NULL UNIQUE,
  public_key      bytea NOT NULL,
  registered_by   text NOT NULL,
  created_at      timestamptz NOT NULL,
  revoked_at      timestamptz
);
CREATE INDEX ledger_witness_organisation ON ledger_witness (organisation_id);
COMMENT ON TABLE ledger_witness IS 'Other organisations that co-sign checkpoints (C2SP tlog-cosignature)';

CREATE TABLE ledger_cosignature (
  size        bigint NOT NULL REFERENCES ledger_checkpoint,
  witness_id  text NOT NULL REFERENCES ledger_witness,
  line        text NOT NULL,
  signed_at   timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (size, witness_id)
);
CREATE INDEX ledger_cosignature_witness ON ledger_cosignature (witness_id);

CREATE TABLE ledger_timestamp (
  size        bigint PRIMARY KEY REFERENCES ledger_checkpoint,
  authority   text NOT NULL,
  token       bytea NOT NULL,
  stamped_at  timestamptz NOT NULL,
  received_at timestamptz NOT NULL
);
COMMENT ON TABLE ledger_timestamp IS 'RFC 3161 tokens over the text of a checkpoint; a later one covers every earlier size';

CREATE TABLE ledger_alarm (
  id              text PRIMARY KEY,
  kind            text NOT NULL,
  place           text NOT NULL,
  zh              text NOT NULL,
  en              text NOT NULL,
  first_seen      timestamptz NOT NULL,
  last_seen       timestamptz NOT NULL,
  resolved_at     timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  reason          text,
  UNIQUE (kind, place)
);
COMMENT ON TABLE ledger_alarm IS 'What the monitor and the time-stamping found; the monitor keeps the same outside the database';

-- The log is one for the whole installation, so its alarms and keys are the affair of the bureau that operates it:
-- the highest; of several, the one that was entered first.
CREATE FUNCTION ledger_operator() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT id FROM organisation WHERE kind = 'bureau'
        ORDER BY division <> '000000', right(division, 4) <> '0000', right(division, 2) <> '00', created_at, id LIMIT 1 $$;

CREATE FUNCTION ledger_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_pending SELECT no FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_queue AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_queue();

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The evidence ledger is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ledger_entry', 'ledger_leaf', 'ledger_node', 'ledger_checkpoint', 'ledger_cosignature', 'ledger_timestamp'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()', t || '_append_only', t);
    -- Not even a session that calls itself a replica passes.
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_append_only');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO redbridge_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['ledger_entry', 'ledger_pending', 'ledger_leaf', 'ledger_node', 'ledger_checkpoint', 'ledger_key',
                           'ledger_witness', 'ledger_cosignature', 'ledger_timestamp', 'ledger_alarm'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
  END LOOP;
  -- Hashes and checkpoints tell nothing about an entry (its id and salt are random): who acts for somebody may build proofs.
  FOREACH t IN ARRAY ARRAY['ledger_leaf', 'ledger_node', 'ledger_checkpoint', 'ledger_witness', 'ledger_cosignature', 'ledger_timestamp'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO redbridge_app USING ((SELECT actor_org()) IS NOT NULL)', t || '_read', t);
    EXECUTE format('GRANT SELECT ON %I TO redbridge_app', t);
  END LOOP;
END $$;

-- Readers see their entries; nobody writes one that they could not read themselves.
CREATE POLICY ledger_entry_read ON ledger_entry FOR SELECT TO redbridge_app USING ((SELECT actor_org()) = ANY (readers));
CREATE POLICY ledger_entry_append ON ledger_entry FOR INSERT TO redbridge_app WITH CHECK ((SELECT actor_org()) = ANY (readers));
GRANT SELECT, INSERT ON ledger_entry TO redbridge_app;
CREATE POLICY ledger_pending_queue ON ledger_pending FOR INSERT TO redbridge_app WITH CHECK ((SELECT actor_org()) IS NOT NULL);
GRANT INSERT ON ledger_pending TO redbridge_app;
GRANT SELECT, INSERT, DELETE ON ledger_pending TO redbridge_worker;

GRANT SELECT, INSERT ON ledger_key, ledger_witness TO redbridge_worker;
GRANT UPDATE (retired_size, retired_at) ON ledger_key TO redbridge_worker;
GRANT UPDATE (revoked_at) ON ledger_witness TO redbridge_worker;
CREATE POLICY ledger_witness_register ON ledger_witness FOR INSERT TO redbridge_app WITH CHECK (
  (SELECT actor_org()) = (SELECT ledger_operator()));
GRANT INSERT ON ledger_witness TO redbridge_app;

CREATE POLICY ledger_alarm_read ON ledger_alarm FOR SELECT TO redbridge_app USING (
  (SELECT actor_org()) = (SELECT ledger_operator()));
CREATE POLICY ledger_alarm_acknowledge ON ledger_alarm FOR UPDATE TO redbridge_app USING (
  (SELECT actor_org()) = (SELECT ledger_operator()));
GRANT SELECT ON ledger_alarm TO redbridge_app;
GRANT UPDATE (acknowledged_at, acknowledged_by, reason) ON ledger_alarm TO redbridge_app;
GRANT SELECT, INSERT, UPDATE ON ledger_alarm TO redbridge_worker;
