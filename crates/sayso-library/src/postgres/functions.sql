-- The functions and policies of the library of a team; run after the tables are made or altered.

-- Loads pg_trgm: a role may set a parameter of an extension only where its library is loaded.
SELECT similarity('', '');

CREATE FUNCTION sayso.is_member(p_team int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sayso.member WHERE team = p_team AND reader = session_user)
$$;

-- The teams of the reader. A policy asks for them once in a statement, not for each row.
CREATE FUNCTION sayso.teams() RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(team), '{}') FROM sayso.member WHERE reader = session_user
$$;

CREATE POLICY everybody ON sayso.library FOR SELECT USING (true);
CREATE POLICY members ON sayso.team FOR SELECT USING ((SELECT sayso.teams()) @> ARRAY[id]);
DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['member', 'article', 'quote', 'speaker', 'person', 'word', 'beginning', 'event'] LOOP
        EXECUTE format('CREATE POLICY members ON sayso.%I FOR SELECT USING ((SELECT sayso.teams()) @> ARRAY[team])', one);
    END LOOP;
END
$$;
CREATE POLICY own ON sayso.event FOR INSERT
    WITH CHECK (sayso.is_member(team) AND reader = session_user AND xid = pg_current_xact_id());

CREATE FUNCTION sayso.tell() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('sayso', NEW.team::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER tell AFTER INSERT ON sayso.event FOR EACH ROW EXECUTE FUNCTION sayso.tell();

-- A partition for each of these years. Indexes of words are made after the load, by sayso.make_indexes().
CREATE FUNCTION sayso.make_years(p_years int[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    y int;
BEGIN
    FOREACH y IN ARRAY p_years LOOP
        CONTINUE WHEN to_regclass(format('sayso.quote_%s', y)) IS NOT NULL;
        EXECUTE format('CREATE TABLE sayso.article_%1$s PARTITION OF sayso.article FOR VALUES IN (%1$s)', y);
        EXECUTE format('CREATE TABLE sayso.quote_%1$s PARTITION OF sayso.quote FOR VALUES IN (%1$s)', y);
        EXECUTE format('ALTER TABLE sayso.article_%s ENABLE ROW LEVEL SECURITY', y);
        EXECUTE format('ALTER TABLE sayso.quote_%s ENABLE ROW LEVEL SECURITY', y);
        EXECUTE format('CREATE INDEX ON sayso.article_%s (team, day DESC, path)', y);
        EXECUTE format('CREATE INDEX ON sayso.article_%s (team, file)', y);
        EXECUTE format('CREATE INDEX ON sayso.quote_%s (article)', y);
    END LOOP;
END
$$;

-- The partitions of the quotes or articles, the newest first, undated articles last; and about how many rows each has.
CREATE FUNCTION sayso.years(p_articles boolean) RETURNS TABLE (year int, size float8)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT substring(c.relname FROM '\d+$')::int AS year, greatest(c.reltuples, 0)
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = CASE WHEN p_articles THEN 'sayso.article'::regclass ELSE 'sayso.quote'::regclass END ORDER BY year DESC
$$;

CREATE FUNCTION sayso.make_indexes() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    y int;
BEGIN
    -- Imports change tables and indexes one after the other.
    PERFORM pg_advisory_xact_lock(hashtext('sayso import'));
    FOR y IN SELECT year FROM sayso.years(false) LOOP
        EXECUTE format('CREATE INDEX IF NOT EXISTS article_%1$s_words ON sayso.article_%1$s USING gin (words) WITH (fastupdate = off)', y);
        EXECUTE format('CREATE INDEX IF NOT EXISTS article_%1$s_head ON sayso.article_%1$s USING gin (head) WITH (fastupdate = off)', y);
        EXECUTE format('CREATE INDEX IF NOT EXISTS quote_%1$s_words ON sayso.quote_%1$s USING gin (words) WITH (fastupdate = off)', y);
        -- The words that are credited to somebody. An index of words knows of no weights.
        EXECUTE format('CREATE INDEX IF NOT EXISTS quote_%1$s_said ON sayso.quote_%1$s USING gin (ts_filter(words, ''{a}'')) WITH (fastupdate = off)', y);
        EXECUTE format('CREATE INDEX IF NOT EXISTS quote_%1$s_speaker ON sayso.quote_%1$s (speaker)', y);
        EXECUTE format('CREATE INDEX IF NOT EXISTS quote_%1$s_day ON sayso.quote_%1$s (team, day DESC, article)', y);
        EXECUTE format('ANALYZE sayso.article_%s', y);
        EXECUTE format('ANALYZE sayso.quote_%s', y);
    END LOOP;
    DELETE FROM sayso.beginning;
    INSERT INTO sayso.beginning
        SELECT team, left(word, letters), sum(documents), sum(heads), sum(quotes), sum(said)
        FROM sayso.word, generate_series(1, 3) AS letters WHERE length(word) >= letters GROUP BY 1, 2;
    ANALYZE sayso.word;
    ANALYZE sayso.speaker;
    ANALYZE sayso.person;
END
$$;

CREATE FUNCTION sayso.drop_indexes() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    y int;
BEGIN
    -- Imports change tables and indexes one after the other.
    PERFORM pg_advisory_xact_lock(hashtext('sayso import'));
    FOR y IN SELECT year FROM sayso.years(false) LOOP
        EXECUTE format('DROP INDEX IF EXISTS sayso.article_%1$s_words, sayso.article_%1$s_head, sayso.quote_%1$s_words, sayso.quote_%1$s_said, sayso.quote_%1$s_speaker, sayso.quote_%1$s_day', y);
    END LOOP;
END
$$;

-- That a row matches a query. Weights of articles are those of the head. Where the words are common, looking at the rows is
-- cheaper than the index of words: `ts_match_vq` is the same as `@@`, but no index has it. Literals only: nothing of the
-- caller runs as SQL.
CREATE FUNCTION sayso.holds(p_articles boolean, p_query text, p_indexed boolean) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_indexed THEN '' ELSE 'ts_match_vq(' END
        || CASE WHEN p_articles AND p_query ~ ':[*]?[ABC]' THEN 'head' ELSE 'words' END
        || CASE WHEN p_indexed THEN ' @@ ' ELSE ', ' END || quote_literal(p_query) || '::tsquery'
        || CASE WHEN p_indexed THEN '' ELSE ')' END
$$;

-- That a row is by one of these speakers.
CREATE FUNCTION sayso.is_by(p_speakers text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT 'speaker = ANY (' || quote_literal(p_speakers) || '::bigint[])'
$$;

-- That a row matches all terms of one of the subsets (bits). A term matches by its words (`p_any`) or by a speaker (`p_by`).
-- The index of words is asked for the terms of `p_rare` (bits); where there are several subsets, for all or none.
CREATE FUNCTION sayso.subsets(p_articles boolean, p_subsets int[], p_any text[], p_by text[], p_rare int) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    named constant boolean := array_to_string(p_by, '') <> '';
    several constant boolean := cardinality(p_subsets) > 1;
    bits int;
    terms text;
    rare text;
    every text := '';
BEGIN
    FOREACH bits IN ARRAY p_subsets LOOP
        terms := '';
        rare := '';
        FOR t IN 1 .. cardinality(p_any) LOOP
            CONTINUE WHEN bits & (1 << (t - 1)) = 0;
            IF named THEN
                terms := terms || CASE WHEN terms = '' THEN '(' ELSE ' AND (' END
                    || sayso.holds(false, p_any[t], p_rare & (1 << (t - 1)) <> 0 OR (p_rare <> 0 AND several))
                    || CASE WHEN p_by[t] = '' THEN ')' ELSE ' OR ' || sayso.is_by(p_by[t]) || ')' END;
            ELSE
                terms := terms || CASE WHEN terms = '' THEN '(' ELSE ' & (' END || p_any[t] || ')';
                IF p_rare & (1 << (t - 1)) <> 0 THEN
                    rare := rare || CASE WHEN rare = '' THEN '(' ELSE ' & (' END || p_any[t] || ')';
                END IF;
            END IF;
        END LOOP;
        IF terms = '' THEN
            RETURN 'true';
        END IF;
        every := every || CASE WHEN every = '' THEN '(' WHEN named THEN ' OR (' ELSE ' | (' END || terms || ')';
    END LOOP;
    IF named THEN
        RETURN every;
    ELSIF p_rare = 0 THEN
        RETURN sayso.holds(false, every, false);
    ELSIF several OR '(' || rare || ')' = every THEN
        RETURN sayso.holds(false, every, true);
    END IF;
    RETURN CASE WHEN rare = '' THEN '' ELSE sayso.holds(false, rare, true) || ' AND ' END || sayso.holds(false, every, false);
END
$$;

-- Candidates among the quotes (or articles) of a team, of these years, the newest first, each with about so many rows.
-- Row-level security would keep the indexes of words from being used, so this runs as the owner and asks itself who may read.
--
-- Each step (term, cost, query, speakers) says what a term costs where the query or one of the speakers matches; they come by
-- term, the cheapest first, which counts; a term that does not match costs `p_missing`. The tiers are asked one after the
-- other until there are `p_need` rows, each from the newest year to the oldest until it has as many rows as `p_limits` says;
-- the last tier are the rows that match all terms of one of `p_subsets` (bits). A row of tier -1 says that years before `day`
-- were not searched for lack of time; in the last row, of tier -2, `day` is the time that was used, in milliseconds.
--
-- The index of words, or with `p_said` that of credited words, is asked for `p_rare`, a part of each tier, and for the terms
-- of the last tier that `p_rare_terms` says (bits). In a year with as many rows as `p_walk` says it is not asked at all: the
-- rows are walked, newest first.
-- `lexemes` is the number of different words where all rows are compared by cost, else 0.
-- About `p_among` rows have as many matches as are wanted: so many years are asked at once.
--
-- The statements are put together by expressions alone, which take a tenth of the time of queries over the arrays.
CREATE FUNCTION sayso.find(
    p_team int, p_articles boolean, p_years int[], p_sizes float8[], p_tiers text[], p_rare text[], p_said boolean[],
    p_subsets int[], p_rare_terms int, p_any text[], p_by text[],
    p_term int[], p_cost int[], p_query text[], p_speakers text[], p_missing int,
    p_filters jsonb, p_need int, p_limits int[], p_walk float8[], p_among float8[], p_by_cost boolean, p_budget int
) RETURNS TABLE (tier int, article bigint, n int, day int, lexemes int, cost int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off SET enable_seqscan = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    most constant int := 5;
    oldest constant int := coalesce(cardinality(p_years), 0);
    asked constant int := coalesce(cardinality(p_tiers), 0);
    columns constant text := CASE WHEN p_articles THEN 'id AS article, 0, day, NULL::bigint, words, head, '
        ELSE 'article, n, day, speaker, words, words, ' END;
    source constant text := CASE WHEN p_articles THEN 'article_' ELSE 'quote_' END;
    last constant text := CASE WHEN p_articles THEN 'path' ELSE 'article' END;
    costs text := '';
    filters text := '';
    indexed text;
    walked text;
    years text;
    at int;
    upto int;
    found int := 0;
    rows int;
    here int;
    started timestamptz := clock_timestamp();
BEGIN
    IF NOT sayso.is_member(p_team) THEN
        RETURN;
    END IF;
    FOR i IN 1 .. coalesce(cardinality(p_term), 0) LOOP
        costs := costs || CASE WHEN i = 1 THEN '(CASE' WHEN p_term[i] = p_term[i - 1] THEN '' ELSE ' ELSE ' || p_missing || ' END) + (CASE' END
            || ' WHEN ' || CASE WHEN p_query[i] = '' THEN sayso.is_by(p_speakers[i]) ELSE sayso.holds(p_articles, p_query[i], false) END
            || ' THEN ' || p_cost[i];
    END LOOP;
    costs := CASE WHEN costs = '' THEN '0' ELSE costs || ' ELSE ' || p_missing || ' END)' END;
    IF p_filters <> '{}' THEN
        filters := sayso.filters(p_team, p_articles, p_filters);
    END IF;
    <<tiers>>
    FOR t IN 1 .. asked + CASE WHEN cardinality(p_subsets) > 0 THEN 1 ELSE 0 END LOOP
        IF t > asked THEN
            indexed := sayso.subsets(p_articles, p_subsets, p_any, p_by, p_rare_terms);
            walked := sayso.subsets(p_articles, p_subsets, p_any, p_by, 0);
        ELSE
            walked := sayso.holds(p_articles, p_tiers[t], false);
            indexed := CASE WHEN p_rare[t] = '' THEN walked
                WHEN p_said[t] THEN 'ts_filter(words, ''{a}'') @@ ' || quote_literal(p_rare[t]) || '::tsquery AND ' || walked
                WHEN p_rare[t] = p_tiers[t] THEN sayso.holds(p_articles, p_rare[t], true)
                ELSE sayso.holds(p_articles, p_rare[t], true) || ' AND ' || walked END;
        END IF;
        rows := 0;
        at := 1;
        WHILE at <= oldest LOOP
            IF extract(epoch FROM clock_timestamp() - started) * 1000 > p_budget THEN
                RETURN QUERY SELECT -1, 0::bigint, 0, p_years[at], 0, 0;
                EXIT tiers;
            END IF;
            -- What is read of several years ends with the year in which there are enough.
            upto := least(at + least(floor(p_among[t] / greatest(p_sizes[at], 1)), most - 1)::int, oldest);
            -- By cost a row of any year may be the best, however many newer ones match.
            here := CASE WHEN p_by_cost THEN p_limits[t] ELSE p_limits[t] - rows END;
            years := '';
            FOR i IN at .. upto LOOP
                -- A sum is in no index: the rows that the index of words gives are sorted, not sought along the days.
                years := years || CASE WHEN years = '' THEN '(SELECT ' ELSE ' UNION ALL (SELECT ' END
                    || columns || CASE WHEN p_by_cost THEN costs || ' AS cost' ELSE '0' END
                    || ' FROM sayso.' || source || p_years[i] || ' AS rows WHERE team = ' || p_team
                    || ' AND (' || CASE WHEN p_sizes[i] >= p_walk[t] THEN walked ELSE indexed END || ')'
                    || replace(filters, '%year%', p_years[i]::text) || ' ORDER BY '
                    || CASE WHEN p_by_cost THEN 'cost, day' WHEN p_sizes[i] >= p_walk[t] THEN 'day DESC, ' || last
                        ELSE '(day + 0) DESC, ' || last END
                    || ' LIMIT ' || here || ')';
            END LOOP;
            RETURN QUERY EXECUTE 'SELECT ' || t || ', article, n, day, '
                || CASE WHEN p_by_cost THEN 'length(words), rest' ELSE '0, ' || costs END
                || ' FROM (' || years || ') AS rows (article, n, day, speaker, words, head, rest) LIMIT '
                || CASE WHEN p_by_cost THEN here * (upto - at + 1) ELSE here END;
            GET DIAGNOSTICS here = ROW_COUNT;
            rows := rows + here;
            EXIT WHEN rows >= p_limits[t] AND NOT p_by_cost;
            at := upto + 1;
        END LOOP;
        found := found + rows;
        EXIT WHEN found >= p_need;
    END LOOP;
    RETURN QUERY SELECT -2, 0::bigint, 0, (extract(epoch FROM clock_timestamp() - started) * 1000)::int, 0, 0;
END
$$;

-- The fields of a query as conditions.
CREATE FUNCTION sayso.filters(p_team int, p_articles boolean, p_filters jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT concat(
        CASE WHEN p_filters ? 'after' THEN format(' AND (day >= %s OR day = ANY (%L::int[]))',
            (p_filters ->> 'after')::int, p_filters ->> 'early') END,
        CASE WHEN p_filters ? 'before' THEN format(' AND day > 0 AND day < %s', (p_filters ->> 'before')::int) END,
        CASE WHEN p_filters ? 'words' THEN format(' AND words @@ %L::tsquery', p_filters ->> 'words') END,
        CASE WHEN p_filters ? 'article' AND p_articles THEN format(' AND head @@ %L::tsquery', p_filters ->> 'article')
             WHEN p_filters ? 'article' THEN format(
                ' AND article IN (SELECT id FROM sayso.article_%%year%% AS a WHERE a.team = %s AND a.head @@ %L::tsquery)',
                p_team, p_filters ->> 'article') END,
        CASE WHEN p_filters ? 'without' AND p_articles THEN format(' AND NOT words @@ %L::tsquery', p_filters ->> 'without') END,
        CASE WHEN p_articles THEN '' ELSE concat(
            CASE WHEN p_filters ? 'sorts' THEN format(' AND sort = ANY (%L::int[])', p_filters ->> 'sorts') END,
            CASE WHEN p_filters ? 'sure' THEN format(' AND confidence >= %s', (p_filters ->> 'sure')::int) END,
            CASE WHEN p_filters ? 'by' THEN format(' AND speaker = ANY (%L::bigint[])', p_filters ->> 'by') END,
            CASE WHEN p_filters ? 'not_by' THEN format(' AND NOT coalesce(speaker = ANY (%L::bigint[]), false)', p_filters ->> 'not_by') END)
        END)
$$;

-- Which of these words there are: the counts of the word itself, and their sums over the words that begin like it.
CREATE FUNCTION sayso.known(p_team int, p_words text[], p_behind text[]) RETURNS TABLE (word text, whole bigint[], begun bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.word,
        (SELECT ARRAY[k.documents, k.heads, k.quotes, k.said]::bigint[] FROM sayso.word k WHERE k.team = p_team AND k.word = w.word),
        CASE WHEN length(w.word) <= 3 THEN
            (SELECT ARRAY[b.documents, b.heads, b.quotes, b.said] FROM sayso.beginning b WHERE b.team = p_team AND b.letters = w.word)
        ELSE (SELECT ARRAY[sum(k.documents), sum(k.heads), sum(k.quotes), sum(k.said)]::bigint[] FROM (
            SELECT documents, heads, quotes, said FROM sayso.word k
            WHERE k.team = p_team AND k.word >= w.word COLLATE "C" AND k.word < w.behind COLLATE "C" LIMIT 1000) AS k) END
    FROM unnest(p_words, p_behind) AS w (word, behind) WHERE sayso.is_member(p_team)
$$;

-- Words that a word may be a slip for.
CREATE FUNCTION sayso.near(p_team int, p_word text) RETURNS TABLE (word text, counts bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET pg_trgm.similarity_threshold = 0.2 AS $$
    SELECT k.word, ARRAY[k.documents, k.heads, k.quotes, k.said]::bigint[] FROM sayso.word k
    WHERE sayso.is_member(p_team) AND k.team = p_team AND k.word % p_word
    ORDER BY similarity(k.word, p_word) DESC, k.documents DESC LIMIT 2000
$$;

-- The articles that quote one of these people, the newest first.
CREATE FUNCTION sayso.quoting(p_team int, p_people bigint[]) RETURNS TABLE (article bigint, year int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT q.article, q.year FROM sayso.quote q
    WHERE sayso.is_member(p_team) AND q.team = p_team AND q.speaker IN (
        SELECT s.id FROM sayso.speaker s WHERE s.team = p_team AND s.person = ANY (p_people))
    GROUP BY q.article, q.year, q.day ORDER BY q.day DESC, q.article
$$;

-- The people whose names, titles or roles match each query; of each so many, those who said most. A sum is in no index: the
-- people that the index of words gives are sorted, not all people walked by what they said.
CREATE FUNCTION sayso.called(p_team int, p_queries text[], p_most int)
RETURNS TABLE (at int, person bigint, line text, said int, asserted int, speakers bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
    SELECT q.at::int - 1, p.id, p.line, p.said, p.asserted, p.speakers
    FROM unnest(p_queries) WITH ORDINALITY AS q (query, at)
    JOIN LATERAL (
        SELECT id, line, said, asserted, speakers FROM sayso.person
        WHERE team = p_team AND words @@ q.query::tsquery ORDER BY said + 0 DESC, id LIMIT p_most
    ) AS p ON true
    WHERE sayso.is_member(p_team)
$$;
