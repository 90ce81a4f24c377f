-- Why: a request for assistance 协查 is lawful before it is sent or it is not sent. What it is checked against stands here:
-- memoranda 政企合作备忘录, authorisations of provinces, what a bureau holds to be standard; and what came back, sealed.

CREATE TABLE memorandum (
  matter_id   text NOT NULL REFERENCES matter,
  version     integer NOT NULL,
  number      text NOT NULL,
  title       text NOT NULL,
  bureau_id   text NOT NULL REFERENCES organisation,
  division    text COLLATE "C" NOT NULL,
  platform_id text NOT NULL REFERENCES organisation,
  policy      jsonb NOT NULL,
  from_on     date NOT NULL,
  to_on       date NOT NULL,
  accepted_at timestamptz NOT NULL,
  ended_at    timestamptz,
  PRIMARY KEY (matter_id, version)
);
CREATE UNIQUE INDEX memorandum_in_force ON memorandum (bureau_id, platform_id) WHERE ended_at IS NULL;
CREATE INDEX memorandum_platform ON memorandum (platform_id);
CREATE INDEX memorandum_bureau ON memorandum (bureau_id);
COMMENT ON TABLE memorandum IS 'Every version of every memorandum, as the gateway enforces it: written when the platform accepts it, never changed but for its end';

CREATE TABLE assistance_authorisation (
  id          text PRIMARY KEY,
  bureau_id   text NOT NULL REFERENCES organisation,
  reaches     text[] NOT NULL,
  document_no text NOT NULL,
  from_on     date NOT NULL,
  to_on       date,
  granted_by_id text NOT NULL REFERENCES organisation,
  granted_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  revoked_at  timestamptz
);
CREATE INDEX assistance_authorisation_bureau ON assistance_authorisation (bureau_id);
CREATE INDEX assistance_authorisation_granted ON assistance_authorisation (granted_by_id);
COMMENT ON TABLE assistance_authorisation IS 'Provinces that the national bureau authorised to ask over a whole area, category or period';

CREATE TABLE assistance_setting (
  bureau_id   text PRIMARY KEY REFERENCES organisation,
  answer_days integer,
  standard    jsonb NOT NULL DEFAULT '{}',
  source      text NOT NULL DEFAULT '',
  updated_at  timestamptz NOT NULL,
  updated_by  text NOT NULL
);

CREATE TABLE assistance_target (
  matter_id   text NOT NULL REFERENCES matter,
  kind        text NOT NULL,
  digest      text NOT NULL,
  platform_id text NOT NULL REFERENCES organisation,
  bureau_id   text NOT NULL REFERENCES organisation,
  at          timestamptz NOT NULL,
  confidential boolean NOT NULL DEFAULT false,
  PRIMARY KEY (matter_id, digest)
);
CREATE INDEX assistance_target_digest ON assistance_target (digest, platform_id);
CREATE INDEX assistance_target_platform ON assistance_target (platform_id);
CREATE INDEX assistance_target_bureau ON assistance_target (bureau_id);
COMMENT ON TABLE assistance_target IS 'Keyed digests of what requests are about, so that a second request about it is noticed before it is sent';

CREATE TABLE assistance_answer (
  id              text PRIMARY KEY,
  matter_id       text NOT NULL REFERENCES matter,
  organisation_id text NOT NULL REFERENCES organisation,
  state           text NOT NULL CHECK (state IN ('draft', 'sent')),
  part            boolean NOT NULL,
  content         bytea,
  sha256          text NOT NULL,
  bytes           integer NOT NULL,
  summary         jsonb NOT NULL,
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL,
  sent_at         timestamptz,
  erase_on        date,
  erased_at       timestamptz,
  CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CHECK ((content IS NULL) = (erased_at IS NOT NULL))
);
CREATE INDEX assistance_answer_matter ON assistance_answer (matter_id);
CREATE INDEX assistance_answer_organisation ON assistance_answer (organisation_id);
CREATE INDEX assistance_answer_erase ON assistance_answer (erase_on) WHERE erased_at IS NULL;
COMMENT ON COLUMN assistance_answer.content IS 'Canonical JSON of the content, sealed; its SHA-256 stays when it is destroyed';
COMMENT ON COLUMN assistance_answer.summary IS 'Rows and fields by group, what there is nothing of, what is withheld and why; no values';

CREATE TABLE service_level (
  month           text NOT NULL,
  by              text NOT NULL CHECK (by IN ('all', 'platform', 'bureau')),
  organisation_id text NOT NULL,
  name            text NOT NULL,
  figures         jsonb NOT NULL,
  computed_at     timestamptz NOT NULL,
  PRIMARY KEY (month, by, organisation_id)
);
-- What was sent in a month is found without reading the history of all matters.
CREATE INDEX matter_event_approved ON matter_event (at) WHERE type = 'move' AND event = 'approve';
COMMENT ON TABLE service_level IS 'Measured times by month, public: organisations and counts, nothing personal; sandboxes are left out';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['memorandum', 'assistance_authorisation', 'assistance_setting', 'assistance_target',
                           'assistance_answer', 'service_level'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO redbridge_worker', t);
  END LOOP;
END $$;
GRANT DELETE ON service_level, assistance_answer TO redbridge_worker;

-- Its two parties; a superior bureau reads those of its jurisdiction, which bind the bureaus below it too.
CREATE POLICY memorandum_read ON memorandum FOR SELECT TO redbridge_app USING (
  bureau_id = (SELECT actor_org()) OR platform_id = (SELECT actor_org())
  OR ((SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi())));
CREATE POLICY memorandum_accept ON memorandum FOR INSERT TO redbridge_app WITH CHECK (
  platform_id = (SELECT actor_org()) OR bureau_id = (SELECT actor_org()));
CREATE POLICY memorandum_end ON memorandum FOR UPDATE TO redbridge_app USING (
  platform_id = (SELECT actor_org()) OR bureau_id = (SELECT actor_org()));
GRANT SELECT, INSERT ON memorandum TO redbridge_app;
GRANT UPDATE (ended_at) ON memorandum TO redbridge_app;

CREATE POLICY assistance_authorisation_read ON assistance_authorisation FOR SELECT TO redbridge_app USING ((SELECT actor_kind()) = 'bureau');
CREATE POLICY assistance_authorisation_grant ON assistance_authorisation FOR INSERT TO redbridge_app WITH CHECK (granted_by_id = (SELECT actor_org()));
CREATE POLICY assistance_authorisation_revoke ON assistance_authorisation FOR UPDATE TO redbridge_app USING (granted_by_id = (SELECT actor_org()));
GRANT SELECT, INSERT ON assistance_authorisation TO redbridge_app;
GRANT UPDATE (revoked_at) ON assistance_authorisation TO redbridge_app;

CREATE POLICY assistance_setting_read ON assistance_setting FOR SELECT TO redbridge_app USING ((SELECT actor_kind()) = 'bureau');
CREATE POLICY assistance_setting_add ON assistance_setting FOR INSERT TO redbridge_app WITH CHECK (
  bureau_id = (SELECT actor_org()) AND (SELECT actor_kind()) = 'bureau');
CREATE POLICY assistance_setting_change ON assistance_setting FOR UPDATE TO redbridge_app USING (bureau_id = (SELECT actor_org()));
GRANT SELECT, INSERT, UPDATE ON assistance_setting TO redbridge_app;

CREATE POLICY assistance_target_own ON assistance_target TO redbridge_app USING (bureau_id = (SELECT actor_org()));
GRANT SELECT, INSERT, DELETE ON assistance_target TO redbridge_app;

-- A platform's drafts are its own; what it sent is for who sees the matter.
CREATE POLICY assistance_answer_read ON assistance_answer FOR SELECT TO redbridge_app USING (
  organisation_id = (SELECT actor_org()) OR (state = 'sent' AND EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id)));
CREATE POLICY assistance_answer_draft ON assistance_answer FOR INSERT TO redbridge_app WITH CHECK (
  organisation_id = (SELECT actor_org()) AND EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id AND (SELECT actor_org()) = ANY (m.party_ids)));
CREATE POLICY assistance_answer_send ON assistance_answer FOR UPDATE TO redbridge_app USING (
  organisation_id = (SELECT actor_org()) AND state = 'draft') WITH CHECK (organisation_id = (SELECT actor_org()));
CREATE POLICY assistance_answer_discard ON assistance_answer FOR DELETE TO redbridge_app USING (
  organisation_id = (SELECT actor_org()) AND state = 'draft');
GRANT SELECT, INSERT, DELETE ON assistance_answer TO redbridge_app;
GRANT UPDATE (state, part, sent_at, erase_on) ON assistance_answer TO redbridge_app;

CREATE POLICY service_level_read ON service_level FOR SELECT TO redbridge_app USING (true);
GRANT SELECT ON service_level TO redbridge_app;

-- A platform joins the bridge for itself, and changes nothing else of its entry in the register.
CREATE POLICY organisation_join ON organisation FOR UPDATE TO redbridge_app USING (
  kind = 'platform' AND id = (SELECT actor_org()));
CREATE FUNCTION organisation_join_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'on_bridge' - 'updated_at' IS DISTINCT FROM to_jsonb(OLD) - 'on_bridge' - 'updated_at' THEN
    RAISE EXCEPTION 'a platform changes nothing of itself but that it joins the bridge' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisation_join_alone BEFORE UPDATE ON organisation FOR EACH ROW
  WHEN (actor_kind() = 'platform') EXECUTE FUNCTION organisation_join_alone();
