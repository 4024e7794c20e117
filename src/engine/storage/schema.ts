/**
 * The tables of all parts, as steps from one version of the database to the next. `PRAGMA user_version` counts the steps that
 * were made. A step that was released is never changed.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE conversation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    folder_key TEXT,
    folder_name TEXT,
    title TEXT NOT NULL,
    title_by TEXT NOT NULL,
    is_pinned INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- Set when it was deleted; it can be brought back until it is purged.
    deleted_at INTEGER,
    leaf_id TEXT,
    draft TEXT NOT NULL DEFAULT '',
    -- JSON, as are the next two.
    draft_images TEXT NOT NULL DEFAULT '[]',
    queue TEXT NOT NULL DEFAULT '[]',
    choice TEXT
  ) STRICT;
  CREATE INDEX conversation_listed ON conversation (is_pinned DESC, updated_at DESC, key DESC) WHERE deleted_at IS NULL;
  CREATE INDEX conversation_of_folder ON conversation (folder_key, is_pinned DESC, updated_at DESC, key DESC)
    WHERE deleted_at IS NULL;
  CREATE INDEX conversation_deleted ON conversation (deleted_at) WHERE deleted_at IS NOT NULL;

  CREATE TABLE turn (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
    parent_id TEXT,
    asked_at INTEGER NOT NULL,
    -- Where the search index has it.
    part INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    answer TEXT NOT NULL,
    -- The type of the answer's state.
    state TEXT NOT NULL,
    -- JSON of what has no column: of the turn, and of its answer.
    turn_rest TEXT NOT NULL,
    answer_rest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX turn_of_conversation ON turn (conversation, part);

  -- Text that an answer grew by since it was saved as a whole.
  CREATE TABLE piece (
    key INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE,
    at INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX piece_of_turn ON piece (turn);

  CREATE TABLE image (
    id TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE image_use (
    conversation INTEGER NOT NULL REFERENCES conversation ON DELETE CASCADE,
    image TEXT NOT NULL REFERENCES image ON DELETE CASCADE,
    PRIMARY KEY (conversation, image)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX image_use_of_image ON image_use (image);

  -- Words of conversations in parts; the texts themselves are in the other tables.
  CREATE VIRTUAL TABLE search USING fts5 (
    text, content = '', contentless_delete = 1, prefix = '2 3 4', tokenize = 'ascii'
  );
  `,
  `
  -- Which window writes an answer.
  CREATE TABLE claim (
    turn TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until INTEGER NOT NULL,
    -- Another window wants it to stop.
    stop INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  -- Another number after each change of the conversation, by which a window knows that it has to read it again.
  ALTER TABLE conversation ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
  CREATE TRIGGER conversation_changed AFTER UPDATE ON conversation WHEN NEW.revision = OLD.revision BEGIN
    UPDATE conversation SET revision = revision + 1 WHERE key = NEW.key;
  END;
  CREATE TRIGGER turn_added AFTER INSERT ON turn BEGIN
    UPDATE conversation SET revision = revision + 1 WHERE key = NEW.conversation;
  END;
  CREATE TRIGGER turn_changed AFTER UPDATE ON turn BEGIN
    UPDATE conversation SET revision = revision + 1 WHERE key = NEW.conversation;
  END;
  CREATE TRIGGER piece_added AFTER INSERT ON piece BEGIN
    UPDATE conversation SET revision = revision + 1 WHERE key = (SELECT conversation FROM turn WHERE key = NEW.turn);
  END;
  `,
  `
  -- What was done to files of the user. In the list before the first of them is touched.
  CREATE TABLE change (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    conversation_id TEXT,
    turn_id TEXT,
    takes_back TEXT,
    is_finished INTEGER NOT NULL DEFAULT 0,
    -- The window that makes it.
    owner TEXT NOT NULL,
    -- Length of all texts of its files.
    chars INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE change_file (
    key INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change ON DELETE CASCADE,
    uri TEXT NOT NULL,
    state TEXT NOT NULL,
    -- NULL: there is no such file.
    before TEXT,
    after TEXT
  ) STRICT;
  CREATE INDEX file_of_change ON change_file (change);
  `,
  `
  -- Goes up with each write of the tables below. A window reads the rows that are later than what it has read.
  CREATE TABLE record_revision (value INTEGER NOT NULL) STRICT;
  INSERT INTO record_revision (value) VALUES (1);

  -- Which files of versions without these tables were taken over.
  CREATE TABLE imported_file (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE provider_health (
    key TEXT PRIMARY KEY,
    changed_at INTEGER NOT NULL,
    -- JSON, as is the next one.
    providers TEXT NOT NULL,
    entry TEXT NOT NULL,
    revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX provider_health_new ON provider_health (revision);

  CREATE TABLE latency_sample (
    series TEXT NOT NULL,
    at INTEGER NOT NULL,
    id TEXT NOT NULL,
    ms REAL NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (series, at, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX latency_sample_new ON latency_sample (revision);

  CREATE TABLE learned_fact (
    route TEXT NOT NULL,
    name TEXT NOT NULL,
    -- 0 where it was forgotten.
    value REAL NOT NULL,
    at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (route, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX learned_fact_new ON learned_fact (revision);

  CREATE TABLE completion_count (
    -- As 2026-11-30, in the time zone of the machine.
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    route TEXT NOT NULL,
    -- What is counted, or a span of time.
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, language, route, name)
  ) STRICT, WITHOUT ROWID;
  -- One row: when the user reset all counts last.
  CREATE TABLE completion_reset (key INTEGER PRIMARY KEY CHECK (key = 1), revision INTEGER NOT NULL) STRICT;
  `,
  `
  -- A piece is of an answer's text or of its thoughts, with the milliseconds that they took by then.
  ALTER TABLE piece ADD COLUMN field TEXT NOT NULL DEFAULT 'text';
  ALTER TABLE piece ADD COLUMN thinking_ms REAL;
  `,
  `
  -- JSON: where that is what the user added to the draft, and no text of it.
  ALTER TABLE conversation ADD COLUMN draft_mentions TEXT NOT NULL DEFAULT '[]';
  `,
  `
  -- What a window has spent at a provider in a month, such as 2026-11 in the time zone of the machine.
  CREATE TABLE spending (
    month TEXT NOT NULL,
    provider TEXT NOT NULL,
    window TEXT NOT NULL,
    -- US dollars; the second of them are those without tokens reported by the provider.
    dollars REAL NOT NULL,
    estimated REAL NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (month, provider, window)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX spending_new ON spending (revision);
  `,
  `
  -- What the last response of a route has said of the limits of its host.
  CREATE TABLE rate_limit (
    key TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- JSON; an empty list where they were forgotten.
    limits TEXT NOT NULL,
    revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX rate_limit_new ON rate_limit (revision);
  `,
];
