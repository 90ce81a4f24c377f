-- Why: an official letter has a number that no other letter ever has, and says for ever what it said when it was
-- issued. So a letter keeps its finished content (sealed, because it may name people), not a way to make it anew;
-- numbers come from a counter locked until the letter is committed, so that none is doubled and none left out; and a
-- template is only ever followed by a new version.

CREATE TABLE letter_word (
  issuer_id  text PRIMARY KEY REFERENCES organisation,
  organ_code text NOT NULL UNIQUE,
  words      jsonb NOT NULL DEFAULT '{}',
  ordinal    boolean NOT NULL DEFAULT true,
  contact    text NOT NULL DEFAULT '',
  phone      text NOT NULL DEFAULT '',
  address    text NOT NULL DEFAULT '',
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
COMMENT ON TABLE letter_word IS '机关代字 of who issues letters and the word 字 of its kinds of letter: 京市监 + 案移 gives 京市监案移〔2026〕第1号';
COMMENT ON COLUMN letter_word.ordinal IS 'GB/T 9704-2012 clause 7.2.5 writes 〔2026〕1号; the forms of the field write 〔2026〕第1号';

CREATE TABLE letter_template (
  bureau_id      text NOT NULL REFERENCES organisation,
  key            text NOT NULL,
  version        integer NOT NULL CHECK (version > 0),
  title_zh       text NOT NULL,
  title_en       text NOT NULL,
  body           text NOT NULL,
  effective_from date NOT NULL,
  restored_from  integer,
  changed_by     text NOT NULL,
  changed_at     timestamptz NOT NULL,
  PRIMARY KEY (bureau_id, key, version)
);
COMMENT ON TABLE letter_template IS 'A bureau''s own texts. Version 0 of every key is the built-in text, a file of the letters module';
COMMENT ON COLUMN letter_template.restored_from IS 'The version whose text was taken again';

CREATE TABLE letter_counter (
  issuer_id text NOT NULL REFERENCES organisation,
  code      text NOT NULL,
  year      integer NOT NULL,
  last      integer NOT NULL CHECK (last > 0),
  PRIMARY KEY (issuer_id, code, year)
);
COMMENT ON TABLE letter_counter IS 'The last number given, by 代字 and year; its row stays locked until the letter is committed';

CREATE TABLE letter (
  id               text PRIMARY KEY,
  issuer_id        text NOT NULL REFERENCES organisation,
  issuer_kind      text NOT NULL CHECK (issuer_kind IN ('bureau', 'partner')),
  division         text COLLATE "C" NOT NULL,
  template_key     text NOT NULL,
  template_version integer NOT NULL,
  template_sha256  text NOT NULL,
  code             text NOT NULL,
  year             integer NOT NULL,
  serial           integer NOT NULL,
  number           text NOT NULL,
  matter_id        text,
  recipient_id     text NOT NULL REFERENCES organisation,
  recipient_name   text NOT NULL,
  issuer_name      text NOT NULL,
  title            text NOT NULL,
  sealed           bytea NOT NULL,
  content_sha256   text NOT NULL,
  issued_on        date NOT NULL,
  issued_by        text NOT NULL,
  issued_at        timestamptz NOT NULL,
  state            text NOT NULL DEFAULT 'issued' CHECK (state IN ('issued', 'void')),
  void_reason      text,
  voided_by        text,
  voided_at        timestamptz,
  UNIQUE (issuer_id, code, year, serial),
  CHECK ((state = 'void') = (void_reason IS NOT NULL AND voided_by IS NOT NULL AND voided_at IS NOT NULL))
);
CREATE UNIQUE INDEX letter_number ON letter (number);
CREATE INDEX letter_issuer ON letter (issuer_id, issued_at DESC);
CREATE INDEX letter_division ON letter (division, issued_at DESC);
CREATE INDEX letter_recipient ON letter (recipient_id, issued_at DESC);
CREATE INDEX letter_matter ON letter (matter_id);
COMMENT ON TABLE letter IS 'Official letters 公文 as issued. A void one 作废 keeps its number';
COMMENT ON COLUMN letter.sealed IS 'Canonical JSON of the finished content, AES-256-GCM; content_sha256 is of that JSON';
COMMENT ON COLUMN letter.template_version IS '0: the built-in text';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['letter_word', 'letter_template', 'letter_counter', 'letter'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO redbridge_app, redbridge_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['letter_word', 'letter_counter'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_app USING (issuer_id = (SELECT actor_org()))', t || '_own', t);
  END LOOP;
END $$;
GRANT UPDATE ON letter_word, letter_counter TO redbridge_app, redbridge_worker;
-- What was issued stays as it is; a letter can only become void.
GRANT UPDATE (state, void_reason, voided_by, voided_at) ON letter TO redbridge_app, redbridge_worker;

CREATE POLICY letter_template_own ON letter_template TO redbridge_app USING (
  (SELECT actor_kind()) = 'bureau' AND bureau_id = (SELECT actor_org()));
-- A bureau sees what bureaus of its division and below issued; what a partner authority issues only its two ends see.
CREATE POLICY letter_bureau ON letter FOR SELECT TO redbridge_app USING (
  (SELECT actor_kind()) = 'bureau' AND issuer_kind = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi()));
CREATE POLICY letter_ends ON letter FOR SELECT TO redbridge_app USING (
  recipient_id = (SELECT actor_org()) OR issuer_id = (SELECT actor_org()));
CREATE POLICY letter_issue ON letter FOR INSERT TO redbridge_app WITH CHECK (
  issuer_id = (SELECT actor_org()) AND issuer_kind = (SELECT actor_kind()) AND state = 'issued');
CREATE POLICY letter_void ON letter FOR UPDATE TO redbridge_app USING (
  issuer_id = (SELECT actor_org()) AND state = 'issued') WITH CHECK (issuer_id = (SELECT actor_org()) AND state = 'void');
