-- Why: evidence must be what was taken, and it must be known who had it. Bytes are addressed by their digests and kept
-- once for each organisation (across organisations the same address would tell one what another holds); what happens
-- to an item is only ever appended; bytes may go at the end of their time, digests and custody stay.

CREATE TABLE evidence_content (
  organisation_id text NOT NULL REFERENCES organisation,
  sha256          text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  sm3             text COLLATE "C" NOT NULL CHECK (sm3 ~ '^[0-9a-f]{64}$'),
  bytes           bigint NOT NULL,
  key             text,
  PRIMARY KEY (organisation_id, sha256)
);
CREATE INDEX evidence_content_key ON evidence_content (key) WHERE key IS NOT NULL;
COMMENT ON COLUMN evidence_content.key IS 'Place in the file store; null once every item with these bytes was disposed of';

CREATE TABLE evidence_item (
  id               text PRIMARY KEY,
  organisation_id  text NOT NULL REFERENCES organisation,
  kind             text NOT NULL CHECK (kind IN ('file', 'web_capture')),
  title            text NOT NULL,
  note             text NOT NULL,
  name             text NOT NULL,
  bytes            bigint NOT NULL,
  sha256           text COLLATE "C" NOT NULL,
  sm3              text COLLATE "C" NOT NULL,
  capture          jsonb,
  salt             text NOT NULL,
  taken_by         text NOT NULL,
  taken_by_name    text NOT NULL,
  taken_at         timestamptz NOT NULL,
  retention        text NOT NULL,
  retain_until     date,
  held_at          timestamptz,
  held_by_name     text,
  held_reason      text,
  disposed_at      timestamptz,
  disposed_by_name text,
  disposed_reason  text,
  UNIQUE (id, organisation_id),
  FOREIGN KEY (organisation_id, sha256) REFERENCES evidence_content,
  CHECK (held_at IS NULL OR disposed_at IS NULL)
);
CREATE INDEX evidence_item_organisation ON evidence_item (organisation_id, taken_at DESC, id);
CREATE INDEX evidence_item_content ON evidence_item (organisation_id, sha256);
COMMENT ON COLUMN evidence_item.salt IS 'Goes into the digest of the item''s record, so that a ledger entry tells nothing about names or titles';
COMMENT ON COLUMN evidence_item.retain_until IS 'Last day it must be kept; null means for ever';

CREATE TABLE evidence_reader (
  item_id         text NOT NULL,
  owner_id        text NOT NULL REFERENCES organisation,
  organisation_id text NOT NULL REFERENCES organisation,
  shared_at       timestamptz NOT NULL,
  PRIMARY KEY (item_id, organisation_id),
  -- only the owner's own items can be shared
  FOREIGN KEY (item_id, owner_id) REFERENCES evidence_item (id, organisation_id)
);
CREATE INDEX evidence_reader_item ON evidence_reader (item_id, owner_id);
CREATE INDEX evidence_reader_owner ON evidence_reader (owner_id);
CREATE INDEX evidence_reader_organisation ON evidence_reader (organisation_id, shared_at DESC);
COMMENT ON TABLE evidence_reader IS 'Organisations an item was handed over to 移交: they may read it, and read on';

CREATE TABLE evidence_custody (
  no                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id                   text NOT NULL UNIQUE,
  item_id              text NOT NULL,
  owner_id             text NOT NULL REFERENCES organisation,
  event                text NOT NULL CHECK (event IN ('taken', 'seen', 'copied', 'handed_over', 'held', 'released', 'disposed')),
  at                   timestamptz NOT NULL,
  day                  date NOT NULL,
  by_user              text NOT NULL,
  by_name              text NOT NULL,
  by_organisation_id   text NOT NULL REFERENCES organisation,
  by_organisation_name text NOT NULL,
  to_organisation_id   text REFERENCES organisation,
  to_organisation_name text,
  reason               text,
  salt                 text NOT NULL,
  FOREIGN KEY (item_id, owner_id) REFERENCES evidence_item (id, organisation_id)
);
CREATE INDEX evidence_custody_item ON evidence_custody (item_id, owner_id, no);
CREATE INDEX evidence_custody_owner ON evidence_custody (owner_id);
CREATE INDEX evidence_custody_by ON evidence_custody (by_organisation_id);
CREATE INDEX evidence_custody_to ON evidence_custody (to_organisation_id);
-- Looking at one thing all day is one event.
CREATE UNIQUE INDEX evidence_custody_seen ON evidence_custody (item_id, by_user, day) WHERE event = 'seen';
COMMENT ON TABLE evidence_custody IS 'Chain of custody 保管链: append-only by grant; each row has a ledger entry with its digest';

CREATE TABLE evidence_capture (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  url             text NOT NULL,
  purpose         text NOT NULL,
  title           text NOT NULL,
  retention       text NOT NULL,
  state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'resolving', 'loading', 'saving', 'done', 'failed')),
  item_id         text REFERENCES evidence_item,
  fault           jsonb,
  by_user         text NOT NULL,
  by_name         text NOT NULL,
  created_at      timestamptz NOT NULL,
  finished_at     timestamptz
);
CREATE INDEX evidence_capture_organisation ON evidence_capture (organisation_id, created_at DESC);
CREATE INDEX evidence_capture_item ON evidence_capture (item_id);

CREATE TABLE evidence_bag (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  title           text NOT NULL,
  state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sealing', 'done', 'failed')),
  item_ids        text[] NOT NULL,
  subjects        text[] NOT NULL,
  -- the anchored parts (manifest, records, index), made in the transaction that asked for the bag
  draft_key       text NOT NULL,
  file_key        text,
  bytes           bigint,
  sha256          text,
  fault           jsonb,
  by_user         text NOT NULL,
  by_name         text NOT NULL,
  created_at      timestamptz NOT NULL,
  finished_at     timestamptz
);
CREATE INDEX evidence_bag_organisation ON evidence_bag (organisation_id, created_at DESC);
COMMENT ON COLUMN evidence_bag.subjects IS 'Ledger subjects whose entries go into the bag with their proofs';

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['evidence_content', 'evidence_item', 'evidence_reader', 'evidence_custody', 'evidence_capture', 'evidence_bag'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO redbridge_app, redbridge_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['evidence_content', 'evidence_item', 'evidence_capture', 'evidence_bag'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_app USING (organisation_id = (SELECT actor_org()))', t || '_own', t);
  END LOOP;
END $$;
REVOKE UPDATE ON evidence_custody, evidence_reader FROM redbridge_app, redbridge_worker;

CREATE POLICY evidence_reader_read ON evidence_reader FOR SELECT TO redbridge_app USING (
  owner_id = (SELECT actor_org()) OR organisation_id = (SELECT actor_org()));
CREATE POLICY evidence_reader_share ON evidence_reader FOR INSERT TO redbridge_app WITH CHECK (owner_id = (SELECT actor_org()));
CREATE POLICY evidence_item_shared ON evidence_item FOR SELECT TO redbridge_app USING (
  id IN (SELECT item_id FROM evidence_reader WHERE organisation_id = (SELECT actor_org())));
CREATE POLICY evidence_content_shared ON evidence_content FOR SELECT TO redbridge_app USING (
  EXISTS (SELECT 1 FROM evidence_item i JOIN evidence_reader r ON r.item_id = i.id
    WHERE i.organisation_id = evidence_content.organisation_id AND i.sha256 = evidence_content.sha256
      AND r.organisation_id = (SELECT actor_org())));
-- Who of the owner's people looked at it, and whom else it was handed to, is not the reader's to know.
CREATE POLICY evidence_custody_read ON evidence_custody FOR SELECT TO redbridge_app USING (
  owner_id = (SELECT actor_org()) OR by_organisation_id = (SELECT actor_org()) OR to_organisation_id = (SELECT actor_org())
  OR (event IN ('taken', 'held', 'released', 'disposed')
      AND item_id IN (SELECT item_id FROM evidence_reader WHERE organisation_id = (SELECT actor_org()))));
CREATE POLICY evidence_custody_append ON evidence_custody FOR INSERT TO redbridge_app WITH CHECK (
  by_organisation_id = (SELECT actor_org())
  AND (owner_id = (SELECT actor_org())
    OR (event IN ('seen', 'copied') AND item_id IN (SELECT item_id FROM evidence_reader WHERE organisation_id = (SELECT actor_org())))));
