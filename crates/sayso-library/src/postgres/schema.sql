-- The tables of the library of a team. Run once by `sayso library create`, as the role that owns the library and imports
-- into it; then functions.sql.
CREATE SCHEMA sayso;
-- Not in the schema of the role, which the functions do not search.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
GRANT USAGE ON SCHEMA sayso TO PUBLIC;

-- The version of this schema.
CREATE TABLE sayso.library (version int NOT NULL);

-- `articles` and `quotes` are how many it has; `changes` counts its imports, so that readers notice them, and `linked` is
-- what it was when it was last found out who the speakers are.
CREATE TABLE sayso.team (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    articles bigint NOT NULL DEFAULT 0,
    quotes bigint NOT NULL DEFAULT 0,
    changes bigint NOT NULL DEFAULT 0,
    linked bigint NOT NULL DEFAULT 0
);

-- Who may read the articles of a team, and correct and clip them.
CREATE TABLE sayso.member (
    team int NOT NULL REFERENCES sayso.team,
    reader name NOT NULL,
    PRIMARY KEY (team, reader)
);

CREATE SEQUENCE sayso.article_id AS bigint;

-- `day` is the date as a number, 20230714 or 20230000; 0 where there is none. `year` is its first four digits.
-- `head` are folded words with their places; weight A in the title, B the author, C the outlet, and words of the path.
-- `words` are those of head and text: a long list, which is unpacked for each row that is looked at closely.
CREATE TABLE sayso.article (
    team int NOT NULL,
    year int NOT NULL,
    id bigint NOT NULL,
    day int NOT NULL,
    file text COLLATE "C" NOT NULL,
    path text COLLATE "C" NOT NULL,
    title text NOT NULL,
    author text,
    publication text,
    published text,
    digest text NOT NULL,
    engine text NOT NULL,
    quotes int NOT NULL,
    markdown text NOT NULL,
    analysis bytea NOT NULL,
    speakers bigint[] NOT NULL,
    head tsvector NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (year, id)
) PARTITION BY LIST (year);

-- lz4 is unpacked several times as fast; a server that was built without it keeps its own way.
DO $$
BEGIN
    ALTER TABLE sayso.article ALTER COLUMN markdown SET COMPRESSION lz4, ALTER COLUMN analysis SET COMPRESSION lz4,
        ALTER COLUMN words SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END
$$;

-- One attribution. `words` are those of its paragraphs; weight A where they are credited to somebody.
CREATE TABLE sayso.quote (
    team int NOT NULL,
    year int NOT NULL,
    article bigint NOT NULL,
    n int NOT NULL,
    day int NOT NULL,
    speaker bigint,
    sort int NOT NULL,
    confidence int NOT NULL,
    words tsvector NOT NULL
) PARTITION BY LIST (year);

-- A speaker as an article names them, and the person that is meant. `id` is a hash of `line`, which has the name, the kind,
-- the roles and the other forms of the name. A name that stands for several persons has a row for each.
CREATE TABLE sayso.speaker (
    team int NOT NULL,
    id bigint NOT NULL,
    line text NOT NULL,
    person bigint,
    sure int NOT NULL DEFAULT 100,
    PRIMARY KEY (team, id)
);
CREATE INDEX speaker_person ON sayso.speaker (team, person);

-- One speaker across articles. `speakers` are the rows that stand for them. `said` counts all that is credited to them,
-- `asserted` the same without what they deny or would say.
CREATE TABLE sayso.person (
    team int NOT NULL,
    id bigint NOT NULL,
    line text NOT NULL,
    said int NOT NULL,
    asserted int NOT NULL,
    words tsvector NOT NULL,
    speakers bigint[] NOT NULL,
    PRIMARY KEY (team, id)
);
CREATE INDEX person_words ON sayso.person USING gin (words) WITH (fastupdate = off);
CREATE INDEX person_said ON sayso.person (team, said DESC, id);

-- Every word of the texts, and about how many articles have it, have it in the head, how many quotes have it in their
-- paragraphs, and how many among the words that are credited to somebody.
CREATE TABLE sayso.word (
    team int NOT NULL,
    word text COLLATE "C" NOT NULL,
    documents int NOT NULL,
    heads int NOT NULL,
    quotes int NOT NULL,
    said int NOT NULL,
    PRIMARY KEY (team, word)
);
CREATE INDEX word_near ON sayso.word USING gin (word gin_trgm_ops) WITH (fastupdate = off);

-- The sums of these counts over the words that begin with the same one to three letters, of which there may be many.
CREATE TABLE sayso.beginning (
    team int NOT NULL,
    letters text COLLATE "C" NOT NULL,
    documents bigint NOT NULL,
    heads bigint NOT NULL,
    quotes bigint NOT NULL,
    said bigint NOT NULL,
    PRIMARY KEY (team, letters)
);

-- What the readers of a team did that concerns the others, as the lines of their journals: corrections, clippings, undo.
CREATE TABLE sayso.event (
    team int NOT NULL REFERENCES sayso.team,
    session text NOT NULL,
    number bigint NOT NULL,
    reader name NOT NULL DEFAULT session_user,
    body jsonb NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (team, session, number)
);
CREATE INDEX event_xid ON sayso.event (team, xid);

ALTER TABLE sayso.library ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.team ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.member ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.article ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.quote ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.speaker ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.word ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.beginning ENABLE ROW LEVEL SECURITY;
ALTER TABLE sayso.event ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON ALL TABLES IN SCHEMA sayso TO PUBLIC;
GRANT INSERT ON sayso.event TO PUBLIC;
INSERT INTO sayso.library VALUES (3);
