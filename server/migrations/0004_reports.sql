-- Why: the main job. A period lays a duty on every platform; a duty is met by a batch; a batch is worked off in
-- chunks that any worker may take and repeat; what is wrong with an operator is a problem with a state.
-- Rows themselves live in ClickHouse (report_record, reject_row); people's decisions live here.

CREATE TABLE report_period (
  id         text PRIMARY KEY,
  key        text NOT NULL CHECK (key ~ '^\d{4}-(01|07)$'),
  bureau_id  text NOT NULL REFERENCES organisation,
  division   text COLLATE "C" NOT NULL,
  opens_on   date NOT NULL,
  due_on     date NOT NULL,
  closes_on  date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (bureau_id, key),
  CHECK (opens_on <= due_on AND due_on <= closes_on)
);
COMMENT ON TABLE report_period IS 'NTM art. 25: identity reports every January and July to the provincial bureau of the platform''s domicile';

CREATE TABLE report_batch (
  id               text PRIMARY KEY,
  period_id        text NOT NULL REFERENCES report_period,
  platform_id      text NOT NULL REFERENCES organisation,
  division         text COLLATE "C" NOT NULL,
  source           text NOT NULL CHECK (source IN ('file', 'rows')),
  file_name        text,
  file_key         text,
  bytes            bigint NOT NULL DEFAULT 0,
  sha256           text,
  state            text NOT NULL DEFAULT 'uploaded',
  stage            text NOT NULL DEFAULT 'waiting',
  mapping          jsonb,
  columns          jsonb,
  register_version_id text REFERENCES register_version,
  -- kept here too: the platform may know against which register its rows were held, without seeing the register
  register_no      integer,
  register_as_of   date,
  chunks           integer,
  chunks_done      integer NOT NULL DEFAULT 0,
  rows_total       bigint,
  totals           jsonb NOT NULL DEFAULT '{}',
  fault            jsonb,
  uploaded_by      text NOT NULL,
  uploaded_at      timestamptz NOT NULL DEFAULT now(),
  started_at       timestamptz,
  finished_at      timestamptz,
  replaces_batch_id text REFERENCES report_batch,
  updated_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX report_batch_period ON report_batch (period_id, platform_id, uploaded_at DESC);
CREATE INDEX report_batch_platform ON report_batch (platform_id, uploaded_at DESC);
CREATE INDEX report_batch_register ON report_batch (register_version_id);
CREATE INDEX report_batch_replaces ON report_batch (replaces_batch_id);

CREATE TABLE batch_chunk (
  batch_id   text NOT NULL REFERENCES report_batch,
  no         integer NOT NULL,
  division   text COLLATE "C" NOT NULL,
  platform_id text NOT NULL REFERENCES organisation,
  key        text NOT NULL,
  byte_from  bigint NOT NULL,
  byte_to    bigint NOT NULL,
  first_row  bigint NOT NULL,
  rows       integer NOT NULL,
  segments   jsonb NOT NULL DEFAULT '[]',
  duplicates integer[] NOT NULL DEFAULT '{}',
  correction boolean NOT NULL DEFAULT false,
  state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
  totals     jsonb,
  done_at    timestamptz,
  PRIMARY KEY (batch_id, no)
);
CREATE INDEX batch_chunk_platform ON batch_chunk (platform_id);
COMMENT ON COLUMN batch_chunk.segments IS 'Where the rows stand in the sender''s file: [{row, source}] whenever the count jumps';
COMMENT ON COLUMN batch_chunk.duplicates IS 'Positions in the chunk of rows that repeat an earlier row of the report';
COMMENT ON COLUMN batch_chunk.correction IS 'Corrected rejected rows: they take the place of the rejected rows with the same number';
COMMENT ON TABLE batch_chunk IS 'A piece of a batch at row boundaries. Its records carry the token batch/no in ClickHouse and its problems commit with state = done, so repeating it after a crash changes nothing';

CREATE TABLE report_duty (
  id              text PRIMARY KEY,
  period_id       text NOT NULL REFERENCES report_period,
  platform_id     text NOT NULL REFERENCES organisation,
  division        text COLLATE "C" NOT NULL,
  batch_id        text REFERENCES report_batch,
  reminded_at     timestamptz,
  rectification_at     timestamptz,
  rectification_due_on date,
  rectification_text   text,
  rectification_by     text,
  resolved_at     timestamptz,
  UNIQUE (period_id, platform_id)
);
CREATE INDEX report_duty_platform ON report_duty (platform_id);
CREATE INDEX report_duty_batch ON report_duty (batch_id);
COMMENT ON COLUMN report_duty.rectification_at IS '责令限期改正, ECL art. 80(1)(2)';

CREATE TABLE problem (
  id               text PRIMARY KEY,
  batch_id         text NOT NULL REFERENCES report_batch,
  chunk_no         integer NOT NULL,
  row_no           bigint NOT NULL,
  period_id        text NOT NULL REFERENCES report_period,
  platform_id      text NOT NULL REFERENCES organisation,
  division         text COLLATE "C" NOT NULL,
  kind             text,
  kinds            text[] NOT NULL DEFAULT '{}',
  undecided_reason text,
  state            text NOT NULL DEFAULT 'found',
  version          integer NOT NULL DEFAULT 1,
  name             text NOT NULL,
  uscc             text NOT NULL,
  representative   text NOT NULL DEFAULT '',
  address          text NOT NULL DEFAULT '',
  shop_name        text NOT NULL DEFAULT '',
  shop_url         text NOT NULL DEFAULT '',
  phone_masked     text NOT NULL DEFAULT '',
  sealed           bytea,
  province         text NOT NULL DEFAULT '',
  tier             text NOT NULL DEFAULT 'none',
  registered       jsonb,
  proposed_code    text,
  pushed_at        timestamptz,
  answer_due_on    date,
  push_message     text,
  answer           text,
  answer_text      text,
  corrected_name   text,
  corrected_uscc   text,
  proof_file_id    text REFERENCES stored_file,
  answered_at      timestamptz,
  verified_at      timestamptz,
  updated_at       timestamptz NOT NULL DEFAULT now(),
  UNIQUE (batch_id, row_no)
);
CREATE INDEX problem_queue ON problem (batch_id, state, kind, row_no);
CREATE INDEX problem_platform ON problem (platform_id, state);
CREATE INDEX problem_division ON problem (division, state);
CREATE INDEX problem_period ON problem (period_id, state);
CREATE INDEX problem_uscc ON problem (uscc);
CREATE INDEX problem_proof ON problem (proof_file_id);
CREATE INDEX problem_due ON problem (answer_due_on) WHERE state IN ('pushed', 'returned');
COMMENT ON COLUMN problem.sealed IS 'ID number and phone, AES-256-GCM; opened with a logged purpose only';

CREATE TABLE problem_event (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  problem_id   text NOT NULL REFERENCES problem,
  at           timestamptz NOT NULL DEFAULT now(),
  event        text NOT NULL,
  from_state   text,
  to_state     text,
  by_user      text NOT NULL,
  by_organisation text NOT NULL,
  reason       text,
  for_platform boolean NOT NULL,
  platform_id  text NOT NULL REFERENCES organisation,
  division     text COLLATE "C" NOT NULL
);
CREATE INDEX problem_event_problem ON problem_event (problem_id, id);
CREATE INDEX problem_event_platform ON problem_event (platform_id);
COMMENT ON COLUMN problem_event.for_platform IS 'Push, answer, verification and return concern the platform; the bureau''s internal review does not';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['report_batch', 'batch_chunk', 'report_duty', 'problem', 'problem_event', 'report_period'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format($p$CREATE POLICY %I ON %I TO redbridge_app USING (
      (SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi()))$p$, t || '_bureau', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO redbridge_app, redbridge_worker', t);
  END LOOP;
END $$;
REVOKE UPDATE ON problem_event FROM redbridge_app, redbridge_worker;
GRANT DELETE ON batch_chunk, problem TO redbridge_worker;

CREATE POLICY report_batch_platform ON report_batch TO redbridge_app USING (platform_id = (SELECT actor_org()));
CREATE POLICY batch_chunk_platform ON batch_chunk TO redbridge_app USING (platform_id = (SELECT actor_org()));
CREATE POLICY report_duty_platform ON report_duty FOR SELECT TO redbridge_app USING (platform_id = (SELECT actor_org()));
CREATE POLICY report_duty_platform_set ON report_duty FOR UPDATE TO redbridge_app USING (platform_id = (SELECT actor_org()));
-- A platform meets a period through its duty.
CREATE POLICY report_period_platform ON report_period FOR SELECT TO redbridge_app USING (
  (SELECT actor_kind()) = 'platform' AND id IN (SELECT period_id FROM report_duty WHERE platform_id = (SELECT actor_org())));
-- A platform sees a problem only once it was pushed, and may only answer it.
CREATE POLICY problem_platform_read ON problem FOR SELECT TO redbridge_app USING (
  platform_id = (SELECT actor_org()) AND state IN ('pushed', 'answered', 'verified', 'returned'));
CREATE POLICY problem_platform_answer ON problem FOR UPDATE TO redbridge_app USING (
  platform_id = (SELECT actor_org()) AND state IN ('pushed', 'returned'))
  WITH CHECK (platform_id = (SELECT actor_org()) AND state = 'answered');
CREATE POLICY problem_event_platform ON problem_event FOR SELECT TO redbridge_app USING (
  platform_id = (SELECT actor_org()) AND for_platform);
CREATE POLICY problem_event_platform_add ON problem_event FOR INSERT TO redbridge_app WITH CHECK (
  platform_id = (SELECT actor_org()) AND for_platform AND event = 'answer');
