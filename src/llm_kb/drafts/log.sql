CREATE FUNCTION draft.log_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    old_row jsonb;
    new_row jsonb;
    old_key text;
    new_key text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        old_row := to_jsonb(OLD);
        old_key := (SELECT string_agg(old_row ->> name, ' ' ORDER BY n)
                    FROM unnest(TG_ARGV) WITH ORDINALITY AS keys (name, n));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        new_row := to_jsonb(NEW);
        new_key := (SELECT string_agg(new_row ->> name, ' ' ORDER BY n)
                    FROM unnest(TG_ARGV) WITH ORDINALITY AS keys (name, n));
    END IF;
    IF old_row IS DISTINCT FROM new_row THEN
        INSERT INTO draft.changes (
            changed_at, changed_by, transaction_id, table_name, row_key, new_row_key, operation, before, after
        ) VALUES (
            clock_timestamp(), session_user, txid_current(), TG_TABLE_NAME, coalesce(old_key, new_key),
            CASE WHEN new_key <> old_key THEN new_key END, TG_OP, old_row, new_row
        );
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION draft.refuse_truncate() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE would not be logged row by row: use DELETE';
END
$$;

-- Else anybody could attach them to a table of their own, and write into the log what never happened.
REVOKE ALL ON FUNCTION draft.log_change(), draft.refuse_truncate() FROM PUBLIC;
