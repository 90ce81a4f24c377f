-- Why: an operator registered in another province goes to its home bureau, which answers what it found.
-- One row an operator, so that each has a receipt and a state; a package groups what was sent at once.

CREATE TABLE transfer (
  id              text PRIMARY KEY,
  package_no      text NOT NULL,
  batch_id        text NOT NULL REFERENCES report_batch,
  row_no          bigint NOT NULL,
  period_key      text NOT NULL,
  platform_name   text NOT NULL,
  from_bureau_id  text NOT NULL REFERENCES organisation,
  from_division   text COLLATE "C" NOT NULL,
  to_bureau_id    text REFERENCES organisation,
  to_division     text COLLATE "C" NOT NULL,
  province        text NOT NULL,
  name            text NOT NULL,
  uscc            text NOT NULL,
  shop_name       text NOT NULL DEFAULT '',
  address         text NOT NULL DEFAULT '',
  state           text NOT NULL DEFAULT 'sent',
  version         integer NOT NULL DEFAULT 1,
  sent_at         timestamptz NOT NULL DEFAULT now(),
  sent_by         text NOT NULL,
  answer_due_on   date,
  received_at     timestamptz,
  received_by     text,
  proposed        text,
  finding         text,
  note            text,
  answered_at     timestamptz,
  answered_by     text,
  closed_at       timestamptz,
  UNIQUE (batch_id, row_no)
);
CREATE INDEX transfer_out ON transfer (from_division, state, sent_at DESC);
CREATE INDEX transfer_in ON transfer (to_division, state, sent_at DESC);
CREATE INDEX transfer_by_package ON transfer (package_no);
CREATE INDEX transfer_from_bureau ON transfer (from_bureau_id);
CREATE INDEX transfer_to_bureau ON transfer (to_bureau_id);
ALTER TABLE transfer ENABLE ROW LEVEL SECURITY;
ALTER TABLE transfer FORCE ROW LEVEL SECURITY;
CREATE POLICY transfer_ends ON transfer TO redbridge_app USING (
  (SELECT actor_kind()) = 'bureau' AND (
    (from_division >= (SELECT actor_lo()) AND from_division < (SELECT actor_hi()))
    OR (to_division >= (SELECT actor_lo()) AND to_division < (SELECT actor_hi()))));
CREATE POLICY transfer_worker ON transfer TO redbridge_worker USING (true);
GRANT SELECT, INSERT, UPDATE ON transfer TO redbridge_app, redbridge_worker;
