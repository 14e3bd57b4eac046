CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    name TEXT,
    home TEXT,
    folder INTEGER REFERENCES section (id) ON DELETE SET NULL,
    position INTEGER NOT NULL,
    mapping TEXT,
    request TEXT,
    full_text INTEGER NOT NULL,
    images TEXT,
    keep_days INTEGER,
    keep_articles INTEGER,
    stopped_en TEXT,
    stopped_zh TEXT
) STRICT;

CREATE TABLE history (
    source INTEGER PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
    attempted INTEGER,
    succeeded INTEGER,
    failed INTEGER,
    status INTEGER,
    words_en TEXT,
    words_zh TEXT,
    details TEXT,
    failures INTEGER NOT NULL,
    due INTEGER,
    etag TEXT,
    modified TEXT,
    digest INTEGER,
    moved_to TEXT,
    moved_times INTEGER
) STRICT;

CREATE TABLE section (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent INTEGER REFERENCES section (id) ON DELETE CASCADE,
    source INTEGER REFERENCES source (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX section_source ON section (source);
CREATE INDEX section_parent ON section (parent);

CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    section INTEGER NOT NULL REFERENCES section (id),
    identity INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    stamp INTEGER NOT NULL,
    arrived INTEGER NOT NULL,
    unread INTEGER NOT NULL DEFAULT 1,
    starred INTEGER NOT NULL DEFAULT 0,
    later INTEGER NOT NULL DEFAULT 0,
    progress INTEGER NOT NULL DEFAULT 0,
    touched INTEGER NOT NULL DEFAULT 0,
    revisions INTEGER NOT NULL DEFAULT 0,
    published TEXT,
    title TEXT NOT NULL,
    beginning TEXT,
    byline TEXT,
    title_key BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX article_identity ON article (source, identity);
CREATE INDEX article_newest ON article (stamp);
CREATE INDEX article_title ON article (title_key);
CREATE INDEX article_section ON article (section, stamp);
CREATE INDEX article_section_title ON article (section, title_key);
CREATE INDEX article_unread ON article (stamp) WHERE unread = 1;
CREATE INDEX article_section_unread ON article (section, stamp) WHERE unread = 1;
CREATE INDEX article_starred ON article (stamp) WHERE starred = 1;
CREATE INDEX article_later ON article (stamp) WHERE later = 1;
CREATE INDEX article_reading ON article (touched) WHERE progress BETWEEN 1 AND 99;

CREATE TABLE front (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    guid TEXT,
    url TEXT,
    subtitle TEXT,
    breadcrumb TEXT,
    authors TEXT,
    sources TEXT,
    updated TEXT,
    language TEXT,
    summary TEXT,
    summary_styles TEXT,
    tags TEXT,
    image TEXT
) STRICT;

CREATE TABLE body (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    base TEXT,
    markup TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE page (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    base TEXT,
    markup TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE former (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    base TEXT,
    markup TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE bookmark (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    block INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    before TEXT NOT NULL,
    behind TEXT NOT NULL
) STRICT;

CREATE TABLE gone (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    identity INTEGER NOT NULL,
    PRIMARY KEY (source, identity)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiting (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT;
CREATE TABLE indexed (
    label INTEGER PRIMARY KEY,
    article INTEGER NOT NULL UNIQUE
) STRICT;
CREATE TABLE unlisted (
    label INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    media_type TEXT,
    size INTEGER NOT NULL DEFAULT 0,
    used INTEGER NOT NULL,
    bytes BLOB
) STRICT;
CREATE TABLE pictured (
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    picture INTEGER NOT NULL REFERENCES picture (id) ON DELETE CASCADE,
    PRIMARY KEY (article, picture)
) STRICT, WITHOUT ROWID;
CREATE INDEX pictured_picture ON pictured (picture);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tally (name, value)
VALUES ('starred', 0), ('later', 0), ('reading', 0), ('recent', 0), ('visited', 0);

CREATE TRIGGER article_leaves AFTER DELETE ON article BEGIN
    UPDATE section SET articles = articles - 1, unread = unread - OLD.unread WHERE id = OLD.section;
    UPDATE tally SET value = value - CASE name
        WHEN 'starred' THEN OLD.starred
        WHEN 'later' THEN OLD.later
        WHEN 'reading' THEN OLD.progress BETWEEN 1 AND 99
        WHEN 'recent' THEN OLD.id > (SELECT value FROM tally WHERE name = 'visited')
        ELSE 0 END;
    INSERT INTO unlisted (label) SELECT label FROM indexed WHERE article = OLD.id;
    DELETE FROM indexed WHERE article = OLD.id;
END;
CREATE TRIGGER article_moves AFTER UPDATE OF section ON article WHEN OLD.section <> NEW.section BEGIN
    UPDATE section SET articles = articles - 1, unread = unread - OLD.unread WHERE id = OLD.section;
    UPDATE section SET articles = articles + 1, unread = unread + OLD.unread WHERE id = NEW.section;
END;
CREATE TRIGGER article_is_read AFTER UPDATE OF unread ON article WHEN OLD.unread <> NEW.unread BEGIN
    UPDATE section SET unread = unread + NEW.unread - OLD.unread WHERE id = NEW.section;
END;
CREATE TRIGGER article_is_starred AFTER UPDATE OF starred ON article WHEN OLD.starred <> NEW.starred BEGIN
    UPDATE tally SET value = value + NEW.starred - OLD.starred WHERE name = 'starred';
END;
CREATE TRIGGER article_is_put_off AFTER UPDATE OF later ON article WHEN OLD.later <> NEW.later BEGIN
    UPDATE tally SET value = value + NEW.later - OLD.later WHERE name = 'later';
END;
CREATE TRIGGER article_is_begun AFTER UPDATE OF progress ON article
WHEN (OLD.progress BETWEEN 1 AND 99) <> (NEW.progress BETWEEN 1 AND 99) BEGIN
    UPDATE tally SET value = value + (NEW.progress BETWEEN 1 AND 99) - (OLD.progress BETWEEN 1 AND 99)
    WHERE name = 'reading';
END;
