-- Calls of two that took in a third. They have no group: in group_call their conversation_id is the id of the call that they
-- grew from, negative, so that there is one of each.
CREATE TABLE grown_call (
  group_call_id   BIGINT NOT NULL PRIMARY KEY,
  conversation_id BIGINT NOT NULL,           -- of the two, where a message will tell of it
  media           INTEGER NOT NULL           -- CallMedia
) WITHOUT ROWID;

-- Who is or was in it, and may come back.
CREATE TABLE grown_call_guest (
  group_call_id BIGINT NOT NULL,
  user_id       BIGINT NOT NULL,
  PRIMARY KEY (group_call_id, user_id)
) WITHOUT ROWID;

-- It rings for such a call; 0 = it is a call of its own.
ALTER TABLE direct_call ADD COLUMN into_group_call_id BIGINT NOT NULL DEFAULT 0;
