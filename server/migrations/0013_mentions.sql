-- Mentions: who is meant by words of a message.

ALTER TABLE message ADD COLUMN mentions TEXT;   -- list of Mention, as JSON; null = none
CREATE TABLE mention (
  conversation_id BIGINT NOT NULL,
  user_id         BIGINT NOT NULL,              -- 0 = all who are members
  seq             BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, user_id, seq)
) WITHOUT ROWID;
