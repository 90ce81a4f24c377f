-- Why: who may come in. Accounts are visible to their own organisation and to bureaus above it; what proves an
-- identity (password hash, secrets, tokens) can be read by the sign-in code alone: the role that serves requests
-- may replace or delete it for an administrator, and never sees it.

CREATE TABLE user_account (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  division        text COLLATE "C" NOT NULL,
  login           text NOT NULL UNIQUE CHECK (login = lower(login)),
  name            text NOT NULL,
  roles           text[] NOT NULL CHECK (cardinality(roles) > 0),
  state           text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
  last_sign_in_at timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX user_account_organisation ON user_account (organisation_id, login);
CREATE INDEX user_account_division ON user_account (division, login);
COMMENT ON COLUMN user_account.division IS 'That of the organisation, here so that row-level security needs no join; kept equal when the organisation moves';

CREATE TABLE user_password (
  user_id     text PRIMARY KEY REFERENCES user_account,
  hash        text NOT NULL,
  must_change boolean NOT NULL DEFAULT false,
  expires_at  timestamptz,
  changed_at  timestamptz NOT NULL
);
COMMENT ON COLUMN user_password.hash IS 'argon2id in PHC string format';
COMMENT ON COLUMN user_password.expires_at IS 'One-time passwords only';

CREATE TABLE sign_in_attempt (
  subject      text PRIMARY KEY,
  failed       integer NOT NULL,
  locks        integer NOT NULL,
  locked_until timestamptz,
  last_at      timestamptz NOT NULL
);
COMMENT ON TABLE sign_in_attempt IS 'Failures by keyed digest of what was typed as login, so that unknown and known logins are locked alike and a password typed into the wrong field is not kept';

CREATE TABLE user_totp (
  user_id      text PRIMARY KEY REFERENCES user_account,
  sealed       bytea,
  confirmed_at timestamptz,
  last_step    bigint NOT NULL DEFAULT 0,
  pending      bytea
);
COMMENT ON COLUMN user_totp.pending IS 'A new secret that has not yet been confirmed by a code; the old one stays valid until then';
COMMENT ON COLUMN user_totp.last_step IS 'The last time step used: a code that was seen once is refused';

CREATE TABLE recovery_code (
  user_id text NOT NULL REFERENCES user_account,
  digest  text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (user_id, digest)
);

CREATE TABLE passkey (
  id            text PRIMARY KEY,
  user_id       text NOT NULL REFERENCES user_account,
  credential_id text NOT NULL UNIQUE,
  public_key    bytea NOT NULL,
  counter       bigint NOT NULL,
  transports    text[] NOT NULL DEFAULT '{}',
  name          text NOT NULL,
  backed_up     boolean NOT NULL,
  created_at    timestamptz NOT NULL,
  last_used_at  timestamptz
);
CREATE INDEX passkey_user ON passkey (user_id);

CREATE TABLE user_oidc (
  issuer    text NOT NULL,
  sub       text NOT NULL,
  user_id   text NOT NULL REFERENCES user_account,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, sub),
  UNIQUE (issuer, user_id)
);
CREATE INDEX user_oidc_user ON user_oidc (user_id);

CREATE TABLE user_session (
  id           text PRIMARY KEY,
  token_sha256 text NOT NULL UNIQUE,
  user_id      text NOT NULL REFERENCES user_account,
  stage        text NOT NULL CHECK (stage IN ('second_factor', 'new_password', 'signed_in')),
  method       text NOT NULL,
  ip           text NOT NULL,
  user_agent   text NOT NULL,
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX user_session_user ON user_session (user_id);
CREATE INDEX user_session_expires ON user_session (expires_at);
COMMENT ON COLUMN user_session.stage IS 'Only signed_in carries any permission; the others wait for a step of the sign-in';

CREATE TABLE sign_in_challenge (
  id         text PRIMARY KEY,
  kind       text NOT NULL,
  user_id    text REFERENCES user_account,
  data       jsonb NOT NULL DEFAULT '{}',
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_challenge_user ON sign_in_challenge (user_id);
CREATE INDEX sign_in_challenge_expires ON sign_in_challenge (expires_at);
COMMENT ON TABLE sign_in_challenge IS 'WebAuthn challenges and OpenID Connect round trips, each used once';

CREATE TABLE api_client (
  id              text PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisation,
  division        text COLLATE "C" NOT NULL,
  name            text NOT NULL,
  client_id       text NOT NULL UNIQUE,
  secret_sha256   text NOT NULL,
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL,
  last_used_at    timestamptz,
  revoked_at      timestamptz
);
CREATE INDEX api_client_organisation ON api_client (organisation_id);
COMMENT ON COLUMN api_client.secret_sha256 IS 'A random 256-bit secret needs no slow hash';

CREATE TABLE api_token (
  token_sha256 text PRIMARY KEY,
  client_id    text NOT NULL REFERENCES api_client,
  issued_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX api_token_client ON api_token (client_id);
CREATE INDEX api_token_expires ON api_token (expires_at);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['user_account', 'user_password', 'sign_in_attempt', 'user_totp', 'recovery_code', 'passkey',
    'user_oidc', 'user_session', 'sign_in_challenge', 'api_client', 'api_token'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_worker USING (true)', t || '_worker', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO redbridge_worker', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['user_account', 'api_client'] LOOP
    EXECUTE format($p$CREATE POLICY %I ON %I TO redbridge_app USING (
      organisation_id = (SELECT actor_org())
      OR ((SELECT actor_kind()) = 'bureau' AND division >= (SELECT actor_lo()) AND division < (SELECT actor_hi())))$p$,
      t || '_jurisdiction', t);
  END LOOP;
  -- The sub-select is itself under the policy of user_account: whoever may see the account may do this to it.
  FOREACH t IN ARRAY ARRAY['user_password', 'user_totp', 'recovery_code', 'passkey', 'user_session'] LOOP
    EXECUTE format('CREATE POLICY %I ON %I TO redbridge_app USING (user_id IN (SELECT id FROM user_account))', t || '_of_account', t);
  END LOOP;
END $$;
CREATE POLICY sign_in_attempt_app ON sign_in_attempt TO redbridge_app USING (true);
CREATE POLICY api_token_of_client ON api_token TO redbridge_app USING (client_id IN (SELECT id FROM api_client));

GRANT SELECT, INSERT, UPDATE ON user_account TO redbridge_app;
GRANT SELECT (user_id, must_change), INSERT, UPDATE ON user_password TO redbridge_app;
GRANT SELECT (subject, locked_until), DELETE ON sign_in_attempt TO redbridge_app;
GRANT SELECT (user_id, confirmed_at), DELETE ON user_totp TO redbridge_app;
GRANT SELECT (user_id), DELETE ON recovery_code TO redbridge_app;
GRANT SELECT (id, user_id), DELETE ON passkey TO redbridge_app;
GRANT SELECT (id, user_id), DELETE ON user_session TO redbridge_app;
GRANT SELECT (id, organisation_id, division, name, client_id, created_by, created_at, last_used_at, revoked_at),
  INSERT, UPDATE (revoked_at, division) ON api_client TO redbridge_app;
GRANT SELECT (client_id), DELETE ON api_token TO redbridge_app;
