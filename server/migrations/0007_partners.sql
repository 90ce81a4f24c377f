-- Why: police, communications administrations, courts, arbitration, mediation, laboratories and credit evaluators take
-- part in single matters (ECL 60: mediation, arbitration, court; police where a crime is suspected). A partner authority 协作单位 has no
-- jurisdiction here: it sees bureaus, itself and what concerns it. Bureaus see partners as public bodies, platforms do
-- not see them, because who was asked for help is not the platform's to know.

ALTER TABLE organisation
  DROP CONSTRAINT organisation_kind_check,
  DROP CONSTRAINT organisation_check,
  ADD CONSTRAINT organisation_kind_check CHECK (kind IN ('bureau', 'platform', 'partner')),
  ADD CONSTRAINT organisation_platform_status CHECK (kind <> 'platform' OR status IS NOT NULL),
  ADD CONSTRAINT organisation_partner_category CHECK (kind <> 'partner' OR (category IS NOT NULL AND category IN (
    'police', 'communications', 'court', 'arbitration', 'mediation', 'laboratory', 'credit_evaluator', 'other')));
CREATE UNIQUE INDEX organisation_partner_division_name ON organisation (division, name_zh) WHERE kind = 'partner';
COMMENT ON TABLE organisation IS 'Bureaus in the GB/T 2260 hierarchy, the register of platforms 平台底数 with how each was found, and partner authorities 协作单位';

DROP POLICY organisation_read ON organisation;
CREATE POLICY organisation_read ON organisation FOR SELECT TO redbridge_app USING (
  (SELECT actor_org()) IS NOT NULL AND (kind = 'bureau' OR id = (SELECT actor_org())
   OR ((SELECT actor_kind()) = 'bureau' AND (kind = 'partner'
     OR (division >= (SELECT actor_lo()) AND division < (SELECT actor_hi()))))));
