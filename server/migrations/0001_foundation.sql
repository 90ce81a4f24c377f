-- Why: everything stands on who acts for which organisation. Row-level security reads four settings that the
-- server sets per transaction; an unset or empty setting must show nothing (a pooled connection answers '' after
-- one SET LOCAL, hence nullif). Jurisdiction is a half-open range over GB/T 2260 codes, so a superior sees below.

CREATE FUNCTION actor_org() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.org_id', true), '') $$;
CREATE FUNCTION actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.org_kind', true), '') $$;
CREATE FUNCTION actor_lo() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.div_lo', true), '') $$;
CREATE FUNCTION actor_hi() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.div_hi', true), '') $$;

CREATE TABLE organisation (
  id          text PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('bureau', 'platform')),
  name_zh     text NOT NULL,
  name_en     text NOT NULL DEFAULT '',
  division    text COLLATE "C" NOT NULL CHECK (division ~ '^\d{6}$'),
  uscc        text,
  url         text,
  category    text,
  found_by    text,
  found_on    date,
  status      text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CHECK (kind = 'bureau' OR status IS NOT NULL)
);
CREATE UNIQUE INDEX organisation_uscc ON organisation (uscc) WHERE uscc IS NOT NULL;
CREATE UNIQUE INDEX organisation_bureau_division_name ON organisation (division, name_zh) WHERE kind = 'bureau';
CREATE INDEX organisation_division ON organisation (division, kind);
COMMENT ON TABLE organisation IS 'Bureaus in the GB/T 2260 hierarchy, and the register of platforms 平台底数 with how each was found';
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation FORCE ROW LEVEL SECURITY;
-- Bureaus are public bodies and visible to all who are signed in; a platform sees of the platforms only itself.
CREATE POLICY organisation_read ON organisation FOR SELECT TO redbridge_app USING (
  (SELECT actor_org()) IS NOT NULL AND (kind = 'bureau' OR id = (SELECT actor_org())
   OR ((SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi()))));
CREATE POLICY organisation_write ON organisation FOR ALL TO redbridge_app USING (
  (SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi()));
CREATE POLICY organisation_worker ON organisation TO redbridge_worker USING (true);

CREATE TABLE audit_event (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at                timestamptz NOT NULL DEFAULT now(),
  user_id           text,
  actor_name        text NOT NULL,
  organisation_id   text,
  organisation_name text NOT NULL,
  division          text COLLATE "C" NOT NULL,
  action            text NOT NULL,
  subject_kind      text NOT NULL,
  subject_id        text NOT NULL,
  detail            jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_event_org ON audit_event (organisation_id, id DESC);
CREATE INDEX audit_event_subject ON audit_event (subject_kind, subject_id, id);
CREATE INDEX audit_event_division ON audit_event (division, id DESC);
COMMENT ON TABLE audit_event IS 'Who did what when: append-only by grant, written in the transaction of the change';
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_read ON audit_event FOR SELECT TO redbridge_app USING (
  organisation_id = (SELECT actor_org())
  OR ((SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi())));
CREATE POLICY audit_append ON audit_event FOR INSERT TO redbridge_app WITH CHECK (organisation_id = (SELECT actor_org()));
CREATE POLICY audit_worker ON audit_event TO redbridge_worker USING (true);

CREATE TABLE stored_file (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  name            text NOT NULL,
  key             text NOT NULL,
  bytes           bigint NOT NULL,
  sha256          text NOT NULL,
  purpose         text NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stored_file_organisation ON stored_file (organisation_id);
COMMENT ON TABLE stored_file IS 'Uploaded proofs and generated exports; the bytes lie in the file store under key';
ALTER TABLE stored_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE stored_file FORCE ROW LEVEL SECURITY;
CREATE POLICY stored_file_own ON stored_file TO redbridge_app USING (organisation_id = (SELECT actor_org()));
CREATE POLICY stored_file_worker ON stored_file TO redbridge_worker USING (true);

CREATE TABLE idempotency_key (
  organisation_id text NOT NULL REFERENCES organisation,
  key             text NOT NULL,
  route           text NOT NULL,
  request_hash    text NOT NULL,
  response        jsonb,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation_id, key)
);
COMMENT ON TABLE idempotency_key IS 'A repeated request with the same key gets the first answer; kept 30 days';
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY idempotency_own ON idempotency_key TO redbridge_app USING (organisation_id = (SELECT actor_org()));
CREATE POLICY idempotency_worker ON idempotency_key TO redbridge_worker USING (true);

GRANT SELECT, INSERT, UPDATE ON organisation TO redbridge_app, redbridge_worker;
GRANT SELECT, INSERT ON audit_event TO redbridge_app, redbridge_worker;
GRANT SELECT, INSERT ON stored_file TO redbridge_app, redbridge_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO redbridge_app, redbridge_worker;
