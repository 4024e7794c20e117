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
];
