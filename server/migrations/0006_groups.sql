-- Groups are conversations of kind group: what they are called, who is what in them, and what was done to them.

ALTER TABLE conversation ADD COLUMN name TEXT NOT NULL DEFAULT '';       -- of a group
ALTER TABLE conversation ADD COLUMN owner_id BIGINT;                     -- of a group; null for direct conversations
ALTER TABLE conversation ADD COLUMN member_count INTEGER NOT NULL DEFAULT 0;  -- of a group, so that nobody has to count
ALTER TABLE member ADD COLUMN role INTEGER NOT NULL DEFAULT 0;           -- GroupRole
ALTER TABLE member ADD COLUMN joined_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE group_audit (
  entry_id        INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id BIGINT NOT NULL,
  user_id         BIGINT NOT NULL,         -- who did it
  act             INTEGER NOT NULL,        -- GroupAct
  done_at         BIGINT NOT NULL
);
CREATE INDEX group_audit_conversation ON group_audit (conversation_id, entry_id);
