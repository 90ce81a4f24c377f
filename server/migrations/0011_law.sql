-- Why: the law changes between releases. What an administrator knows better about a time limit, and the yearly order of
-- holidays and make-up workdays (国务院办公厅关于部分节假日安排的通知), are further rows with a first day, a source and a
-- reason. Nothing is overwritten: a withdrawn row stays, so that every deadline ever counted can be counted again.
-- They are public facts for every organisation; only the national or a provincial bureau enters them.

CREATE TABLE deadline_change (
  id              text PRIMARY KEY,
  rule_id         text NOT NULL,
  from_day        date NOT NULL,
  amount          integer NOT NULL CHECK (amount BETWEEN 0 AND 1000),
  unit            text NOT NULL CHECK (unit IN ('working_day', 'calendar_day', 'month', 'year', 'hour')),
  rest_day        text NOT NULL CHECK (rest_day IN ('next_working_day', 'stands')),
  basis           text,
  confidence      text NOT NULL CHECK (confidence IN ('read', 'page', 'memory', 'unconfirmed')),
  source          text NOT NULL,
  reason          text NOT NULL,
  organisation_id text NOT NULL REFERENCES organisation,
  by_user         text NOT NULL,
  created_at      timestamptz NOT NULL,
  withdrawn_at    timestamptz,
  withdrawn_by    text,
  withdraw_reason text
);
CREATE UNIQUE INDEX deadline_change_day ON deadline_change (rule_id, from_day) WHERE withdrawn_at IS NULL;
CREATE INDEX deadline_change_organisation ON deadline_change (organisation_id);
COMMENT ON TABLE deadline_change IS 'A limit of law/ reads so for clocks that start on from_day or later; running clocks keep what they started with';

CREATE TABLE holiday_order (
  id              text PRIMARY KEY,
  year            integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  holidays        jsonb NOT NULL,
  workdays        jsonb NOT NULL,
  source          text NOT NULL,
  organisation_id text NOT NULL REFERENCES organisation,
  by_user         text NOT NULL,
  created_at      timestamptz NOT NULL,
  withdrawn_at    timestamptz,
  withdrawn_by    text,
  withdraw_reason text
);
CREATE INDEX holiday_order_year ON holiday_order (year, created_at);
CREATE INDEX holiday_order_organisation ON holiday_order (organisation_id);
COMMENT ON TABLE holiday_order IS 'The newest order of a year that was not withdrawn replaces what the calendar package knows of it';

-- One row whose value changes with every change above: processes keep the law in memory for as long as it is the same.
CREATE TABLE law_state (
  "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  token text NOT NULL
);
INSERT INTO law_state (token) VALUES ('');

CREATE FUNCTION law_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE law_state SET token = gen_random_uuid()::text;
  RETURN NULL;
END $$;
CREATE TRIGGER deadline_change_state AFTER INSERT OR UPDATE ON deadline_change FOR EACH STATEMENT EXECUTE FUNCTION law_changed();
CREATE TRIGGER holiday_order_state AFTER INSERT OR UPDATE ON holiday_order FOR EACH STATEMENT EXECUTE FUNCTION law_changed();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['deadline_change', 'holiday_order', 'law_state'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO redbridge_app USING ((SELECT actor_org()) IS NOT NULL)', t || '_read', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT ON %I TO redbridge_app, redbridge_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['deadline_change', 'holiday_order'] LOOP
    -- A bureau whose jurisdiction begins with a province or is the nation: its code ends in 0000.
    EXECUTE format($p$CREATE POLICY %I ON %I FOR INSERT TO redbridge_app WITH CHECK (
      organisation_id = (SELECT actor_org()) AND (SELECT actor_kind()) = 'bureau' AND (SELECT actor_lo()) LIKE '%%0000')$p$, t || '_add', t);
    -- Withdrawn by the bureau that made it, or by the nation's, whose range begins with 000000.
    EXECUTE format($p$CREATE POLICY %I ON %I FOR UPDATE TO redbridge_app USING (
      (SELECT actor_kind()) = 'bureau' AND (organisation_id = (SELECT actor_org()) OR (SELECT actor_lo()) = '000000'))$p$, t || '_withdraw', t);
    EXECUTE format('GRANT INSERT ON %I TO redbridge_app, redbridge_worker', t);
    EXECUTE format('GRANT UPDATE (withdrawn_at, withdrawn_by, withdraw_reason) ON %I TO redbridge_app, redbridge_worker', t);
  END LOOP;
END $$;
CREATE POLICY law_state_set ON law_state FOR UPDATE TO redbridge_app USING ((SELECT actor_kind()) = 'bureau');
GRANT UPDATE (token) ON law_state TO redbridge_app, redbridge_worker;
