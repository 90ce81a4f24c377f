-- Why: what bureaus and platforms send each other on the cloud bridge 红盾云桥 is provable by both: a message is signed by
-- its sender, receipted by its receiver, entered in the ledger, and delivered until it has arrived, by webhook or by
-- pulling. A move of a matter makes the message in its own transaction; nothing is sent that did not happen.

-- Who has joined the bridge is seen by every bureau of the country, because any may ask it. A sandbox organisation is a
-- place to try an adapter: divisions 99xxxx, which no real bureau has; it counts in no statistics.
ALTER TABLE organisation
  ADD COLUMN on_bridge boolean NOT NULL DEFAULT false,
  ADD COLUMN sandbox_of text REFERENCES organisation,
  ADD COLUMN sandbox boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT organisation_sandbox CHECK (sandbox = (division ~ '^99') AND (sandbox OR sandbox_of IS NULL));
CREATE UNIQUE INDEX organisation_sandbox_of ON organisation (sandbox_of);
DROP POLICY organisation_read ON organisation;
CREATE POLICY organisation_read ON organisation FOR SELECT TO redbridge_app USING (
  (SELECT actor_org()) IS NOT NULL AND (kind = 'bureau' OR id = (SELECT actor_org()) OR sandbox_of = (SELECT actor_org())
   OR ((SELECT actor_kind()) = 'bureau' AND (kind = 'partner' OR (kind = 'platform' AND on_bridge)
     OR (division >= (SELECT actor_lo()) AND division < (SELECT actor_hi()))))));

-- A sandbox bureau operates nothing.
CREATE OR REPLACE FUNCTION ledger_operator() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT id FROM organisation WHERE kind = 'bureau' AND NOT sandbox
        ORDER BY division <> '000000', right(division, 4) <> '0000', right(division, 2) <> '00', created_at, id LIMIT 1 $$;

CREATE TABLE exchange_key (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  kind            text NOT NULL CHECK (kind IN ('hosted', 'own')),
  name            text NOT NULL,
  public_key      bytea NOT NULL,
  sealed          bytea,
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL,
  last_used_at    timestamptz,
  revoked_at      timestamptz,
  revoked_reason  text,
  entry_id        text NOT NULL,
  CHECK ((kind = 'hosted') = (sealed IS NOT NULL))
);
CREATE UNIQUE INDEX exchange_key_hosted ON exchange_key (organisation_id) WHERE kind = 'hosted' AND revoked_at IS NULL;
CREATE UNIQUE INDEX exchange_key_public ON exchange_key (public_key);
CREATE INDEX exchange_key_organisation ON exchange_key (organisation_id);
COMMENT ON TABLE exchange_key IS 'Ed25519 keys: hosted ones sign for people who work in the product, own ones sign requests of clients (RFC 9421); each is entered in the ledger';

CREATE TABLE exchange_nonce (
  key_id     text NOT NULL,
  nonce      text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (key_id, nonce)
);
CREATE INDEX exchange_nonce_expires ON exchange_nonce (expires_at);
COMMENT ON TABLE exchange_nonce IS 'Signatures seen within the time they are valid in: none is taken twice';

CREATE TABLE exchange_message (
  no                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                 text NOT NULL UNIQUE,
  matter_id          text NOT NULL REFERENCES matter,
  kind               text NOT NULL,
  event              text NOT NULL,
  from_id            text NOT NULL REFERENCES organisation,
  to_id              text NOT NULL REFERENCES organisation,
  at                 timestamptz NOT NULL,
  move_entry_id      text NOT NULL,
  envelope           text NOT NULL,
  envelope_sha256    text NOT NULL,
  signature          bytea NOT NULL,
  key_id             text NOT NULL REFERENCES exchange_key,
  entry_id           text NOT NULL,
  confidential       boolean NOT NULL DEFAULT false,
  received_at        timestamptz
);
CREATE INDEX exchange_message_matter ON exchange_message (matter_id, no);
CREATE INDEX exchange_message_to ON exchange_message (to_id, no);
CREATE INDEX exchange_message_waiting ON exchange_message (to_id, no) WHERE received_at IS NULL;
CREATE INDEX exchange_message_from ON exchange_message (from_id, no);
CREATE INDEX exchange_message_key ON exchange_message (key_id);
COMMENT ON COLUMN exchange_message.move_entry_id IS 'Ledger entry of the move that the message tells of; matter_event.entry_id';
COMMENT ON COLUMN exchange_message.confidential IS 'Its content leaves by pulling alone, never through a webhook';

CREATE TABLE exchange_receipt (
  message_id   text PRIMARY KEY REFERENCES exchange_message (id),
  id           text NOT NULL UNIQUE,
  by_id        text NOT NULL REFERENCES organisation,
  by_user      text NOT NULL,
  at           timestamptz NOT NULL,
  receipt      text NOT NULL,
  signature    bytea NOT NULL,
  key_id       text NOT NULL REFERENCES exchange_key,
  entry_id     text NOT NULL
);
CREATE INDEX exchange_receipt_by ON exchange_receipt (by_id);
CREATE INDEX exchange_receipt_key ON exchange_receipt (key_id);

CREATE TABLE exchange_endpoint (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  name            text NOT NULL,
  url             text NOT NULL,
  types           text[] NOT NULL DEFAULT '{}',
  secret          bytea NOT NULL,
  old_secret      bytea,
  old_until       timestamptz,
  state           text NOT NULL CHECK (state IN ('active', 'paused')),
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL,
  failing_since   timestamptz,
  failed_in_row   integer NOT NULL DEFAULT 0,
  delivered_at    timestamptz,
  noticed_at      timestamptz,
  removed_at      timestamptz
) WITH (fillfactor = 70);
CREATE INDEX exchange_endpoint_organisation ON exchange_endpoint (organisation_id);
COMMENT ON TABLE exchange_endpoint IS 'Where webhooks of an organisation go; secrets are sealed, the previous one signs too until old_until';
COMMENT ON COLUMN exchange_endpoint.failed_in_row IS 'Attempts without a success between; from five on, one at a time is tried, so that the dead do not hold up the living';
COMMENT ON COLUMN exchange_endpoint.noticed_at IS 'When its organisation was last told that something was given up';

-- Requests cannot read secrets, sealed though they are: the table itself keeps the one that a new one replaces.
CREATE FUNCTION exchange_keep_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.old_secret := OLD.secret;
  RETURN NEW;
END $$;
CREATE TRIGGER exchange_endpoint_rotate BEFORE UPDATE OF secret ON exchange_endpoint
  FOR EACH ROW EXECUTE FUNCTION exchange_keep_secret();

CREATE TABLE exchange_delivery (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id      text NOT NULL REFERENCES exchange_message (id),
  endpoint_id     text NOT NULL REFERENCES exchange_endpoint,
  organisation_id text NOT NULL REFERENCES organisation,
  state           text NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  attempts        integer NOT NULL DEFAULT 0,
  created_at      timestamptz NOT NULL,
  first_at        timestamptz,
  next_at         timestamptz,
  delivered_at    timestamptz,
  last_status     integer,
  failures        jsonb NOT NULL DEFAULT '[]',
  UNIQUE (message_id, endpoint_id),
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX exchange_delivery_due ON exchange_delivery (endpoint_id, next_at) WHERE state = 'waiting';
CREATE INDEX exchange_delivery_endpoint ON exchange_delivery (endpoint_id, state);
CREATE INDEX exchange_delivery_organisation ON exchange_delivery (organisation_id, id);
COMMENT ON COLUMN exchange_delivery.next_at IS 'When it is due. A worker that sends it moves this on first: when that worker dies it falls due again and is sent again under the same id';
COMMENT ON COLUMN exchange_delivery.first_at IS 'First attempt since it was made or replayed: what is given up is counted from here';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['exchange_key', 'exchange_nonce', 'exchange_message', 'exchange_receipt', 'exchange_endpoint', 'exchange_delivery'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO redbridge_worker', t);
  END LOOP;
END $$;
-- What was sent and received is only ever added to; that a message was received is noted on it once.
REVOKE UPDATE ON exchange_message, exchange_receipt, exchange_nonce FROM redbridge_worker;
GRANT UPDATE (received_at) ON exchange_message TO redbridge_worker;
GRANT DELETE ON exchange_nonce TO redbridge_worker;

-- Public keys are public; private ones are read by the worker alone, or by the organisation whose they are.
CREATE POLICY exchange_key_read ON exchange_key FOR SELECT TO redbridge_app USING (
  organisation_id = (SELECT actor_org()) OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = organisation_id));
CREATE POLICY exchange_key_add ON exchange_key FOR INSERT TO redbridge_app WITH CHECK (organisation_id = (SELECT actor_org()));
CREATE POLICY exchange_key_revoke ON exchange_key FOR UPDATE TO redbridge_app USING (organisation_id = (SELECT actor_org()));
GRANT SELECT (id, organisation_id, kind, name, public_key, created_by, created_at, last_used_at, revoked_at, revoked_reason, entry_id),
  INSERT ON exchange_key TO redbridge_app;
GRANT UPDATE (revoked_at, revoked_reason) ON exchange_key TO redbridge_app;

-- The two it passes between; a superior bureau reads what its jurisdiction holds, by way of the matter.
CREATE POLICY exchange_message_read ON exchange_message FOR SELECT TO redbridge_app USING (
  from_id = (SELECT actor_org()) OR to_id = (SELECT actor_org())
  OR ((SELECT actor_kind()) = 'bureau' AND EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id)));
CREATE POLICY exchange_message_send ON exchange_message FOR INSERT TO redbridge_app WITH CHECK (from_id = (SELECT actor_org()));
CREATE POLICY exchange_message_receive ON exchange_message FOR UPDATE TO redbridge_app USING (to_id = (SELECT actor_org()));
GRANT SELECT, INSERT ON exchange_message TO redbridge_app;
GRANT UPDATE (received_at) ON exchange_message TO redbridge_app;
CREATE POLICY exchange_receipt_read ON exchange_receipt FOR SELECT TO redbridge_app USING (
  EXISTS (SELECT 1 FROM exchange_message m WHERE m.id = message_id));
CREATE POLICY exchange_receipt_give ON exchange_receipt FOR INSERT TO redbridge_app WITH CHECK (
  by_id = (SELECT actor_org()) AND EXISTS (SELECT 1 FROM exchange_message m WHERE m.id = message_id AND m.to_id = by_id));
GRANT SELECT, INSERT ON exchange_receipt TO redbridge_app;

CREATE POLICY exchange_endpoint_own ON exchange_endpoint TO redbridge_app USING (organisation_id = (SELECT actor_org()));
GRANT SELECT (id, organisation_id, name, url, types, old_until, state, created_by, created_at, failing_since, failed_in_row, delivered_at, removed_at),
  INSERT ON exchange_endpoint TO redbridge_app;
GRANT UPDATE (name, url, types, secret, old_until, state, failing_since, failed_in_row, removed_at) ON exchange_endpoint TO redbridge_app;

CREATE POLICY exchange_delivery_read ON exchange_delivery FOR SELECT TO redbridge_app USING (organisation_id = (SELECT actor_org()));
CREATE POLICY exchange_delivery_replay ON exchange_delivery FOR UPDATE TO redbridge_app USING (organisation_id = (SELECT actor_org()));
GRANT SELECT ON exchange_delivery TO redbridge_app;
GRANT UPDATE (state, attempts, first_at, next_at, delivered_at) ON exchange_delivery TO redbridge_app;

-- Who sends does not see the endpoints of who receives: the dispatcher makes the deliveries of what waits here. A row is
-- visible exactly when its message is, so a late commit is never overlooked.
CREATE TABLE exchange_pending (message_no bigint PRIMARY KEY)
  WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE exchange_pending ENABLE ROW LEVEL SECURITY;
ALTER TABLE exchange_pending FORCE ROW LEVEL SECURITY;
CREATE POLICY exchange_pending_worker ON exchange_pending TO redbridge_worker USING (true);
CREATE POLICY exchange_pending_queue ON exchange_pending FOR INSERT TO redbridge_app WITH CHECK ((SELECT actor_org()) IS NOT NULL);
GRANT INSERT ON exchange_pending TO redbridge_app;
-- UPDATE for FOR UPDATE alone: two dispatchers take different rows.
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange_pending TO redbridge_worker;
CREATE FUNCTION exchange_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO exchange_pending SELECT no FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER exchange_message_queue AFTER INSERT ON exchange_message REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION exchange_queue();
