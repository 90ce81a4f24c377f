-- Why: from its push on, a problem operator is a matter (0012). Its own history is then the bureau's review alone, which
-- the platform never sees: the column that told the two apart, and the platform's policies on it, go.
DROP POLICY problem_event_platform ON problem_event;
DROP POLICY problem_event_platform_add ON problem_event;
ALTER TABLE problem_event DROP COLUMN for_platform;
COMMENT ON TABLE problem_event IS 'The bureau''s review of a problem operator before it is pushed; what follows is in matter_event';
