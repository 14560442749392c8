-- Stickers that people keep, and packs of them.

CREATE TABLE sticker (
  sticker_id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id    BIGINT NOT NULL,                  -- who keeps it among their own; 0 = it is in a pack
  pack_id    BIGINT NOT NULL,                  -- 0 = in none
  file_id    BIGINT NOT NULL,                  -- held, as a message holds one
  hash       VARCHAR(64) NOT NULL,             -- of its bytes: each once in a place
  word       VARCHAR(128) NOT NULL,            -- what it says; may be empty
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  animated   INTEGER NOT NULL,
  place      BIGINT NOT NULL                   -- ascending within its user or pack; may be negative
);
CREATE INDEX sticker_place ON sticker (user_id, pack_id, place);
CREATE INDEX sticker_file ON sticker (file_id);

CREATE TABLE sticker_pack (
  pack_id         INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id         BIGINT NOT NULL,             -- whose it is; 0 = a group's
  conversation_id BIGINT NOT NULL,             -- the group's; 0 = a user's
  name            VARCHAR(128) NOT NULL,
  cover_id        BIGINT NOT NULL,             -- one of its stickers
  revision        INTEGER NOT NULL,
  place           BIGINT NOT NULL              -- ascending within its user or group; may be negative
);
CREATE INDEX sticker_pack_place ON sticker_pack (user_id, conversation_id, place);
