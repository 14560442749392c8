-- Files: what people upload, the bytes it is stored as, and the messages that hold it.

-- Bytes, stored once however many files have them. They lie outside the database, under their hash.
CREATE TABLE content (
  hash      VARCHAR(64) NOT NULL PRIMARY KEY,  -- SHA-256 in hexadecimal digits
  size      BIGINT NOT NULL,
  type      VARCHAR(64) NOT NULL,              -- media type, as made out from the bytes
  files     INTEGER NOT NULL,                  -- rows of file with these bytes; 0 = nobody's, to be removed
  stored_at BIGINT NOT NULL
);
CREATE INDEX content_files ON content (files);

CREATE TABLE file (
  file_id    INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_id   BIGINT NOT NULL,
  hash       VARCHAR(64) NOT NULL,
  size       BIGINT NOT NULL,
  name       VARCHAR(255) NOT NULL,
  uses       INTEGER NOT NULL,                 -- what holds it: messages and the like; without any it goes after a day
  created_at BIGINT NOT NULL
);
CREATE INDEX file_owner ON file (owner_id, size);
CREATE INDEX file_hash ON file (hash);
CREATE INDEX file_uses ON file (uses, created_at);

CREATE TABLE upload (
  upload_id  VARCHAR(64) NOT NULL PRIMARY KEY, -- random: its address
  owner_id   BIGINT NOT NULL,
  size       BIGINT NOT NULL,                  -- when it is complete
  name       VARCHAR(255) NOT NULL,
  file_id    BIGINT,                           -- what it became; null = not complete
  expires_at BIGINT NOT NULL
);
CREATE INDEX upload_owner ON upload (owner_id);
CREATE INDEX upload_expires ON upload (expires_at);

ALTER TABLE message ADD COLUMN attachments TEXT;                    -- list of Attachment, as JSON; null = none
CREATE TABLE message_file (
  file_id         BIGINT NOT NULL,
  conversation_id BIGINT NOT NULL,
  seq             BIGINT NOT NULL,
  PRIMARY KEY (file_id, conversation_id, seq)
) WITHOUT ROWID;
CREATE INDEX message_file_conversation ON message_file (conversation_id, seq);
