-- Why: what the main job needs after matching. Notices reach another organisation inside the product; a package is
-- known before its transfers are written (they may be many, and a job writes them in chunks); an answered transfer is
-- brought into the sender's batch exactly once (applied_at), whatever happens to the worker in between.

CREATE TABLE notice (
  id                   text PRIMARY KEY,
  organisation_id      text NOT NULL REFERENCES organisation,
  from_organisation_id text NOT NULL REFERENCES organisation,
  kind                 text NOT NULL,
  zh                   text NOT NULL,
  en                   text NOT NULL,
  link                 text NOT NULL,
  created_at           timestamptz NOT NULL
);
CREATE INDEX notice_organisation ON notice (organisation_id, created_at DESC);
CREATE INDEX notice_from ON notice (from_organisation_id);
COMMENT ON TABLE notice IS 'In-product messages from one organisation to another: reminders, orders, pushed work, receipts';
ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_read ON notice FOR SELECT TO redbridge_app USING (
  organisation_id = (SELECT actor_org()) OR from_organisation_id = (SELECT actor_org()));
CREATE POLICY notice_send ON notice FOR INSERT TO redbridge_app WITH CHECK (from_organisation_id = (SELECT actor_org()));
CREATE POLICY notice_worker ON notice TO redbridge_worker USING (true);
GRANT SELECT, INSERT ON notice TO redbridge_app, redbridge_worker;

CREATE TABLE transfer_package (
  package_no     text PRIMARY KEY,
  batch_id       text NOT NULL REFERENCES report_batch,
  from_bureau_id text NOT NULL REFERENCES organisation,
  from_division  text COLLATE "C" NOT NULL,
  to_bureau_id   text REFERENCES organisation,
  to_division    text COLLATE "C" NOT NULL,
  province       text NOT NULL,
  year           integer NOT NULL,
  serial         integer NOT NULL,
  state          text NOT NULL CHECK (state IN ('sending', 'sent')),
  expected       integer NOT NULL,
  answer_due_on  date,
  sent_by        text NOT NULL,
  sent_at        timestamptz NOT NULL,
  UNIQUE (from_division, year, serial)
);
CREATE INDEX transfer_package_batch ON transfer_package (batch_id);
CREATE INDEX transfer_package_out ON transfer_package (from_division, sent_at DESC);
CREATE INDEX transfer_package_in ON transfer_package (to_division, sent_at DESC);
CREATE INDEX transfer_package_from ON transfer_package (from_bureau_id);
CREATE INDEX transfer_package_to ON transfer_package (to_bureau_id);
COMMENT ON COLUMN transfer_package.to_bureau_id IS 'Null: no bureau of that province is on the system; its transfers come back at once';
ALTER TABLE transfer_package ENABLE ROW LEVEL SECURITY;
ALTER TABLE transfer_package FORCE ROW LEVEL SECURITY;
CREATE POLICY transfer_package_ends ON transfer_package TO redbridge_app USING (
  (SELECT actor_kind()) = 'bureau' AND (
    (from_division >= (SELECT actor_lo()) AND from_division < (SELECT actor_hi()))
    OR (to_division >= (SELECT actor_lo()) AND to_division < (SELECT actor_hi()))));
CREATE POLICY transfer_package_worker ON transfer_package TO redbridge_worker USING (true);
GRANT SELECT, INSERT, UPDATE ON transfer_package TO redbridge_app, redbridge_worker;

ALTER TABLE transfer
  ADD FOREIGN KEY (package_no) REFERENCES transfer_package,
  ADD COLUMN proposed_at timestamptz,
  ADD COLUMN registered jsonb,
  ADD COLUMN applied_at timestamptz;
CREATE INDEX transfer_to_apply ON transfer (package_no) WHERE finding IS NOT NULL AND applied_at IS NULL;
CREATE INDEX transfer_to_claim ON transfer (sent_at) WHERE state = 'sent';
CREATE INDEX transfer_batch_state ON transfer (batch_id, state);
COMMENT ON COLUMN transfer.registered IS 'The entry in the receiver''s register behind the proposed finding: evidence for the sender';

-- A code is looked up by its beginning; under row-level security only plain comparisons may use an index.
ALTER TABLE problem ALTER COLUMN uscc TYPE text COLLATE "C";

-- A bureau may open the proof that a platform attached to an answer it can see (the sub-select is under its own policies).
CREATE POLICY stored_file_proof ON stored_file FOR SELECT TO redbridge_app USING (
  purpose = 'proof' AND (SELECT actor_kind()) = 'bureau'
  AND EXISTS (SELECT 1 FROM problem WHERE problem.proof_file_id = stored_file.id));
