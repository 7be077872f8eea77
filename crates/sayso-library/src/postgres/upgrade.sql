-- Makes a library of version 2 one of version 3, without its functions and policies: functions.sql makes these.
ALTER TABLE sayso.team ADD COLUMN linked bigint NOT NULL DEFAULT 0;
ALTER TABLE sayso.person ADD COLUMN speakers bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE sayso.person ALTER COLUMN speakers DROP DEFAULT;
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'sayso' LOOP
        EXECUTE format('DROP POLICY %I ON sayso.%I', one.policyname, one.tablename);
    END LOOP;
    -- With the trigger that calls one of them.
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'sayso'::regnamespace LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', one.name);
    END LOOP;
END
$$;
UPDATE sayso.library SET version = 3;
