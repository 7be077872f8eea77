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
        EXECUTE format('DROP INDEX IF EXISTS sayso.article_%1$s_words, sayso.article_%1$s_head, sayso.quote_%1$s_words, sayso.quote_%1$s_speaker, sayso.quote_%1$s_day', y);
    END LOOP;
END
$$;

-- Whether a row matches a step: its words, or its speaker. Weights of articles are those of the head. Where the words are
-- common, looking at the rows is cheaper than the index of words: `ts_match_vq` is the same as `@@`, but no index has it.
-- Literals only: nothing of the caller runs as SQL.
CREATE FUNCTION sayso.holds(p_articles boolean, p_query text, p_speakers text, p_indexed boolean) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT concat_ws(' OR ',
        CASE WHEN p_query <> '' THEN format(
            CASE WHEN p_indexed THEN '%s @@ %L::tsquery' ELSE 'ts_match_vq(%s, %L::tsquery)' END,
            CASE WHEN p_articles AND p_query ~ ':[*]?[ABC]' THEN 'head' ELSE 'words' END, p_query) END,
        CASE WHEN p_speakers <> '' THEN format('speaker = ANY (%L::bigint[])', p_speakers) END)
$$;

-- Candidates among the quotes (or articles) of a team. Row-level security would keep the indexes of words from being
-- used, so this runs as the owner and asks itself who may read.
--
-- Each step (term, cost, query, speakers) says what a term costs where the query or one of the speakers matches; the
-- cheapest counts, a term that does not match costs `p_missing`. The tiers are asked one after the other until there are
-- `p_need` rows, each from the newest year to the oldest until it has as many rows as `p_limits` says; the last tier are
-- the rows that match all terms of one of `p_subsets` (bits). A row of tier -1 says that years before `day` were not
-- searched for lack of time.
--
-- The index of words is asked for `p_rare`, a part of each tier, and for the terms of the last tier that `p_rare_terms`
-- says (bits). In a year with as many rows as `p_walk` says it is not asked at all: the rows are walked, newest first.
-- `lexemes` is the number of different words where all rows are compared by cost, else 0.
-- About `p_among` rows have as many matches as are wanted: so many years are asked at once.
CREATE FUNCTION sayso.find(
    p_team int, p_articles boolean, p_tiers text[], p_subsets int[],
    p_term int[], p_cost int[], p_query text[], p_speakers text[], p_missing int,
    p_filters jsonb, p_need int, p_limits int[], p_by_cost boolean, p_budget int,
    p_rare text[], p_rare_terms int, p_walk float8[], p_among float8[]
) RETURNS TABLE (tier int, article bigint, n int, day int, lexemes int, cost int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off SET enable_seqscan = off SET max_parallel_workers_per_gather = 0 AS $$
DECLARE
    costs text;
    filters text;
    indexed text[];
    walked text[];
    years int[];
    sizes float8[];
    most constant int := 5;
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
    SELECT coalesce(string_agg(format('(CASE %s ELSE %s END)', whens, p_missing), ' + '), '0') INTO costs FROM (
        SELECT string_agg(format('WHEN %s THEN %s', sayso.holds(p_articles, q, s, false), c), ' ' ORDER BY c) AS whens
        FROM unnest(p_term, p_cost, p_query, p_speakers) AS step (t, c, q, s) GROUP BY t
    ) AS terms;
    filters := sayso.filters(p_team, p_articles, p_filters);
    indexed := ARRAY(
        SELECT concat_ws(' AND ', nullif(sayso.holds(p_articles, r, '', true), ''),
            CASE WHEN q <> r THEN sayso.holds(p_articles, q, '', false) END)
        FROM unnest(p_tiers, p_rare) AS part (q, r)) || sayso.subsets(p_subsets, p_term, p_query, p_speakers, p_rare_terms);
    walked := ARRAY(SELECT sayso.holds(p_articles, q, '', false) FROM unnest(p_tiers) AS q)
        || sayso.subsets(p_subsets, p_term, p_query, p_speakers, 0);
    SELECT array_agg(year ORDER BY year DESC), array_agg(size ORDER BY year DESC) INTO years, sizes FROM sayso.years(p_articles);
    FOR t IN 1 .. coalesce(array_length(indexed, 1), 0) LOOP
        rows := 0;
        at := 1;
        WHILE at <= coalesce(array_length(years, 1), 0) LOOP
            IF extract(epoch FROM clock_timestamp() - started) * 1000 > p_budget THEN
                RETURN QUERY SELECT -1, 0::bigint, 0, years[at], 0, 0;
                RETURN;
            END IF;
            -- What is read of several years ends with the year in which there are enough.
            upto := least(at + least(floor(p_among[t] / greatest(sizes[at], 1)), most - 1)::int, array_length(years, 1));
            RETURN QUERY EXECUTE format(
                'SELECT %s, article, n, day, %s FROM (%s) AS rows (article, n, day, speaker, words, head, rest) LIMIT %s',
                t, CASE WHEN p_by_cost THEN 'length(words), rest' ELSE '0, ' || costs END,
                (SELECT string_agg(sayso.of_year(p_team, p_articles, y, walks, p_by_cost, costs,
                        CASE WHEN walks THEN walked[t] ELSE indexed[t] END, filters,
                        -- By cost a row of any year may be the best, however many newer ones match.
                        CASE WHEN p_by_cost THEN p_limits[t] ELSE p_limits[t] - rows END), ' UNION ALL ' ORDER BY y DESC)
                    FROM (SELECT years[i] AS y, sizes[i] >= p_walk[t] AS walks FROM generate_series(at, upto) AS i) AS wanted),
                CASE WHEN p_by_cost THEN p_limits[t] * (upto - at + 1) ELSE p_limits[t] - rows END);
            GET DIAGNOSTICS here = ROW_COUNT;
            rows := rows + here;
            EXIT WHEN rows >= p_limits[t] AND NOT p_by_cost;
            at := upto + 1;
        END LOOP;
        found := found + rows;
        EXIT WHEN found >= p_need;
    END LOOP;
END
$$;

-- The statement for one year of `find`.
CREATE FUNCTION sayso.of_year(
    p_team int, p_articles boolean, p_year int, p_walks boolean, p_by_cost boolean, p_costs text, p_condition text, p_filters text, p_most int
) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT format('(SELECT %s, day, %s, %s FROM sayso.%s_%s AS rows WHERE team = %s AND (%s)%s ORDER BY %s LIMIT %s)',
        CASE WHEN p_articles THEN 'id AS article, 0' ELSE 'article, n' END,
        CASE WHEN p_articles THEN 'NULL::bigint, words, head' ELSE 'speaker, words, words' END,
        CASE WHEN p_by_cost THEN p_costs || ' AS cost' ELSE '0' END,
        CASE WHEN p_articles THEN 'article' ELSE 'quote' END, p_year, p_team, p_condition,
        replace(p_filters, '%year%', p_year::text),
        -- A sum is in no index: the rows that the index of words gives are sorted, not sought along the days.
        CASE WHEN p_by_cost THEN 'cost, day' ELSE concat(CASE WHEN p_walks THEN 'day' ELSE '(day + 0)' END, ' DESC, ',
            CASE WHEN p_articles THEN 'path' ELSE 'article' END) END,
        p_most)
$$;

-- For each subset of the terms the condition that all of them match; together as one condition. The index of words is
-- asked for the terms of `p_rare` (bits); where there are several subsets, for all or none.
CREATE FUNCTION sayso.subsets(p_subsets int[], p_term int[], p_query text[], p_speakers text[], p_rare int) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    named boolean := EXISTS (SELECT FROM unnest(p_speakers) AS s WHERE s <> '');
    one text;
    every text[] := '{}';
    rare text;
    whole text;
    bits int;
BEGIN
    FOREACH bits IN ARRAY p_subsets LOOP
        SELECT string_agg(CASE WHEN named
                THEN format('(%s)', sayso.holds(false, queries, lists, (p_rare & (1 << t) <> 0) OR (p_rare <> 0 AND cardinality(p_subsets) > 1)))
                ELSE format('(%s)', queries) END, CASE WHEN named THEN ' AND ' ELSE ' & ' END),
            string_agg(format('(%s)', queries), ' & ') FILTER (WHERE p_rare & (1 << t) <> 0)
        INTO one, rare FROM (
            -- What stands with a weight stands without one too, and that is answered by the index alone.
            SELECT t, string_agg(nullif(q, ''), ' | ') FILTER (WHERE q !~ ':[*]?[ABC]') AS queries,
                (SELECT array_agg(DISTINCT id)::text FROM unnest(array_agg(s)) AS list, unnest(nullif(list, '')::bigint[]) AS id) AS lists
            FROM unnest(p_term, p_query, p_speakers) AS step (t, q, s) WHERE bits & (1 << t) <> 0 GROUP BY t
        ) AS terms;
        every := every || coalesce(one, CASE WHEN named THEN 'true' END);
    END LOOP;
    IF every = '{}' THEN
        RETURN '{}';
    ELSIF every[1] IS NULL THEN
        RETURN ARRAY['true'];
    ELSIF named THEN
        RETURN ARRAY[(SELECT string_agg(format('(%s)', c), ' OR ') FROM unnest(every) AS c)];
    END IF;
    whole := (SELECT string_agg(format('(%s)', c), ' | ') FROM unnest(every) AS c);
    rare := CASE WHEN p_rare = 0 THEN NULL WHEN cardinality(every) = 1 THEN format('(%s)', rare) ELSE whole END;
    RETURN ARRAY[concat_ws(' AND ', CASE WHEN rare <> '' THEN format('words @@ %L::tsquery', rare) END,
        CASE WHEN whole IS DISTINCT FROM rare THEN format('ts_match_vq(words, %L::tsquery)', whole) END)];
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
RETURNS TABLE (at int, person bigint, line text, said int, asserted int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
    SELECT q.at::int - 1, p.id, p.line, p.said, p.asserted
    FROM unnest(p_queries) WITH ORDINALITY AS q (query, at)
    JOIN LATERAL (
        SELECT id, line, said, asserted FROM sayso.person
        WHERE team = p_team AND words @@ q.query::tsquery ORDER BY said + 0 DESC, id LIMIT p_most
    ) AS p ON true
    WHERE sayso.is_member(p_team)
$$;
