-- Why: everything that moves between parties is the same thing, a matter 事项: parties, a state, statutory clocks, forms,
-- messages. What kinds there are and how each moves is data (law/src/processes); here is what happened to each.
-- Who sees a matter stands on its row, so that the policies of its parts need only ask for the row: seen_by holds the
-- parties to whom it was shown (once shown, for ever), party_ids all of them. A superior bureau reads what its
-- jurisdiction holds, unless it is itself a party to whom the matter is not shown yet.

CREATE TABLE matter (
  id                 text PRIMARY KEY,
  kind               text NOT NULL,
  definition_version integer NOT NULL,
  number             text NOT NULL UNIQUE,
  title              text NOT NULL,
  state              text NOT NULL,
  version            integer NOT NULL DEFAULT 1,
  owner_id           text NOT NULL REFERENCES organisation,
  division           text COLLATE "C" NOT NULL,
  party_ids          text[] NOT NULL,
  seen_by            text[] NOT NULL,
  holder             text,
  holder_id          text REFERENCES organisation,
  outcome            boolean NOT NULL DEFAULT false,
  subject_kind       text,
  subject_id         text,
  opened_at          timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  closed_at          timestamptz,
  CHECK (outcome = (closed_at IS NOT NULL)),
  CHECK (seen_by <@ party_ids AND owner_id = ANY (party_ids))
);
CREATE INDEX matter_owner ON matter (owner_id, kind, state);
CREATE INDEX matter_holder ON matter (holder_id, kind);
CREATE INDEX matter_division ON matter (division, kind, state);
CREATE INDEX matter_subject ON matter (subject_kind, subject_id);
COMMENT ON TABLE matter IS 'Work between parties with a state and clocks; moved by the interpreter of modules/matters alone';
COMMENT ON COLUMN matter.definition_version IS 'A running matter keeps the version of its definition that it began with';

CREATE TABLE matter_party (
  matter_id       text NOT NULL REFERENCES matter,
  role            text NOT NULL,
  organisation_id text NOT NULL REFERENCES organisation,
  assignee_id     text,
  PRIMARY KEY (matter_id, role)
);
CREATE INDEX matter_party_organisation ON matter_party (organisation_id, matter_id);
CREATE INDEX matter_party_assignee ON matter_party (assignee_id) WHERE assignee_id IS NOT NULL;

CREATE TABLE matter_event (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  matter_id       text NOT NULL REFERENCES matter,
  at              timestamptz NOT NULL,
  type            text NOT NULL CHECK (type IN ('move', 'message', 'note', 'assigned', 'clock')),
  event           text,
  from_state      text,
  to_state        text,
  party           text,
  user_id         text,
  by_user         text NOT NULL,
  organisation_id text REFERENCES organisation,
  by_organisation text NOT NULL,
  only_for        text REFERENCES organisation,
  internal        boolean NOT NULL DEFAULT false,
  text            text,
  form            jsonb NOT NULL DEFAULT '{}',
  files           text[] NOT NULL DEFAULT '{}',
  letter_id       text,
  entry_id        text,
  salt            text NOT NULL DEFAULT '',
  CHECK ((type = 'move') = (event IS NOT NULL AND to_state IS NOT NULL))
);
CREATE INDEX matter_event_matter ON matter_event (matter_id, id);
CREATE INDEX matter_event_organisation ON matter_event (organisation_id);
CREATE INDEX matter_event_only_for ON matter_event (only_for);
COMMENT ON COLUMN matter_event.only_for IS 'Internal, or made while nobody else saw the matter: this organisation alone sees it. Null: everybody who sees the matter';
COMMENT ON COLUMN matter_event.internal IS 'Not for a superior bureau either, which reads the matters of its jurisdiction';
COMMENT ON COLUMN matter_event.salt IS 'Random, part of the record whose digest the ledger entry holds: what was written cannot be guessed back from it';

CREATE TABLE matter_clock (
  id          text PRIMARY KEY,
  matter_id   text NOT NULL REFERENCES matter,
  clock       text NOT NULL,
  owed_by     text NOT NULL,
  owed_by_id  text NOT NULL REFERENCES organisation,
  only_for    text REFERENCES organisation,
  rule        jsonb NOT NULL,
  start_event text NOT NULL,
  started_on  date NOT NULL,
  due_on      date NOT NULL,
  fixed       boolean NOT NULL DEFAULT false,
  state       text NOT NULL CHECK (state IN ('running', 'paused', 'stopped')),
  stopped_on  date,
  pauses      jsonb NOT NULL DEFAULT '[]',
  extensions  jsonb NOT NULL DEFAULT '[]',
  working     jsonb NOT NULL,
  reminded    integer[] NOT NULL DEFAULT '{}',
  escalated_at timestamptz,
  CHECK ((state = 'stopped') = (stopped_on IS NOT NULL))
);
CREATE INDEX matter_clock_matter ON matter_clock (matter_id, state);
CREATE INDEX matter_clock_owed ON matter_clock (owed_by_id);
CREATE INDEX matter_clock_only_for ON matter_clock (only_for);
CREATE INDEX matter_clock_due ON matter_clock (due_on) WHERE state = 'running';
COMMENT ON COLUMN matter_clock.rule IS 'The deadline rule as it stood when the clock started: amount, unit, article, confidence';
COMMENT ON COLUMN matter_clock.fixed IS 'The last day was named in the starting move instead of counted by the rule';

CREATE TABLE matter_watch (
  matter_id       text NOT NULL REFERENCES matter,
  user_id         text NOT NULL,
  organisation_id text NOT NULL REFERENCES organisation,
  PRIMARY KEY (matter_id, user_id)
);
CREATE INDEX matter_watch_organisation ON matter_watch (organisation_id, user_id);

CREATE TABLE delegation (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  user_id         text NOT NULL,
  deputy_id       text NOT NULL,
  from_on         date NOT NULL,
  to_on           date NOT NULL,
  created_at      timestamptz NOT NULL,
  ended_at        timestamptz,
  CHECK (from_on <= to_on AND user_id <> deputy_id)
);
CREATE INDEX delegation_organisation ON delegation (organisation_id, deputy_id);
COMMENT ON TABLE delegation IS 'Deputy 代理 during absence: what is assigned to user_id is in the deputy''s list from_on to to_on, both inclusive';

CREATE TABLE matter_number (
  word text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (word, year)
);
COMMENT ON TABLE matter_number IS 'Last number given out, by word and year';

CREATE TABLE conservation_proof (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at     timestamptz NOT NULL,
  ok     boolean NOT NULL,
  faults jsonb NOT NULL
);
COMMENT ON TABLE conservation_proof IS 'Nightly: rows, their history and the ledger tell the same numbers, or where they do not';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['matter', 'matter_party', 'matter_event', 'matter_clock', 'matter_watch', 'delegation',
      'matter_number', 'conservation_proof'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO redbridge_worker', t);
  END LOOP;
END $$;
-- What happened is only ever added to; the ledger entry's id is set in the transaction that added it.
REVOKE UPDATE ON matter_event, conservation_proof FROM redbridge_worker;

CREATE POLICY matter_read ON matter FOR SELECT TO redbridge_app USING (
  (SELECT actor_org()) = ANY (seen_by)
  OR ((SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi())
      AND NOT (SELECT actor_org()) = ANY (party_ids)));
CREATE POLICY matter_open ON matter FOR INSERT TO redbridge_app WITH CHECK (
  owner_id = (SELECT actor_org()) AND (SELECT actor_org()) = ANY (seen_by));
-- A superior reads; only who is a party moves.
CREATE POLICY matter_move ON matter FOR UPDATE TO redbridge_app USING ((SELECT actor_org()) = ANY (seen_by))
  WITH CHECK ((SELECT actor_org()) = ANY (party_ids));
CREATE POLICY matter_party_read ON matter_party FOR SELECT TO redbridge_app USING (
  EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id));
CREATE POLICY matter_party_open ON matter_party FOR INSERT TO redbridge_app WITH CHECK (
  EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id AND m.owner_id = (SELECT actor_org())));
CREATE POLICY matter_party_assign ON matter_party FOR UPDATE TO redbridge_app USING (
  organisation_id = (SELECT actor_org()));
CREATE POLICY matter_event_read ON matter_event FOR SELECT TO redbridge_app USING (
  EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id AND (only_for IS NULL OR only_for = (SELECT actor_org())
    OR (NOT internal AND NOT (SELECT actor_org()) = ANY (m.party_ids)))));
CREATE POLICY matter_event_append ON matter_event FOR INSERT TO redbridge_app WITH CHECK (
  organisation_id = (SELECT actor_org()) AND (only_for IS NULL OR only_for = (SELECT actor_org()))
  AND EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id AND (SELECT actor_org()) = ANY (m.party_ids)));
-- When a matter is first shown to others, what led to it is shown with it.
CREATE POLICY matter_event_show ON matter_event FOR UPDATE TO redbridge_app USING (
  organisation_id = (SELECT actor_org()) AND only_for = (SELECT actor_org())) WITH CHECK (only_for IS NULL);
-- Row-level security hides other parties' internal clocks; moving stops and pauses one's own and those of all.
CREATE POLICY matter_clock_read ON matter_clock FOR SELECT TO redbridge_app USING (
  (only_for IS NULL OR only_for = (SELECT actor_org())) AND EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id));
CREATE POLICY matter_clock_start ON matter_clock FOR INSERT TO redbridge_app WITH CHECK (
  EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id AND (SELECT actor_org()) = ANY (m.party_ids)));
CREATE POLICY matter_clock_run ON matter_clock FOR UPDATE TO redbridge_app USING (
  EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id AND (SELECT actor_org()) = ANY (m.party_ids)));
CREATE POLICY matter_watch_own ON matter_watch TO redbridge_app USING (organisation_id = (SELECT actor_org()))
  WITH CHECK (organisation_id = (SELECT actor_org()) AND EXISTS (SELECT 1 FROM matter m WHERE m.id = matter_id));
CREATE POLICY delegation_own ON delegation TO redbridge_app USING (organisation_id = (SELECT actor_org()));
CREATE POLICY matter_number_all ON matter_number TO redbridge_app USING ((SELECT actor_org()) IS NOT NULL);
CREATE POLICY conservation_proof_read ON conservation_proof FOR SELECT TO redbridge_app USING ((SELECT actor_kind()) = 'bureau');

GRANT SELECT, INSERT ON matter, matter_party, matter_event, matter_clock, matter_watch, delegation, matter_number TO redbridge_app;
GRANT UPDATE (state, version, seen_by, holder, holder_id, outcome, updated_at, closed_at) ON matter TO redbridge_app;
GRANT UPDATE (assignee_id) ON matter_party TO redbridge_app;
GRANT UPDATE (only_for) ON matter_event TO redbridge_app;
GRANT UPDATE (due_on, fixed, state, stopped_on, pauses, extensions, working) ON matter_clock TO redbridge_app;
GRANT UPDATE (ended_at) ON delegation TO redbridge_app;
GRANT UPDATE (last) ON matter_number TO redbridge_app;
GRANT DELETE ON matter_watch TO redbridge_app;
GRANT SELECT ON conservation_proof TO redbridge_app;
