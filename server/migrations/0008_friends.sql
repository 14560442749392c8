-- Friend groups, friendships that one side ended, blocks, and how somebody may be asked.

CREATE TABLE friend_group (
  friend_group_id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id         BIGINT NOT NULL,
  name            VARCHAR(128) NOT NULL,
  place           INTEGER NOT NULL            -- ascending within a user, 0 first
);
CREATE INDEX friend_group_user ON friend_group (user_id, place);

ALTER TABLE friend ADD COLUMN friend_group_id BIGINT NOT NULL DEFAULT 0;          -- 0 = the default one
ALTER TABLE friend ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;                 -- user_id no longer counts friend_id

CREATE TABLE block (
  user_id    BIGINT NOT NULL,
  blocked_id BIGINT NOT NULL,
  since      BIGINT NOT NULL,
  PRIMARY KEY (user_id, blocked_id)
) WITHOUT ROWID;
CREATE INDEX block_blocked ON block (blocked_id, user_id);

-- What the asker wishes to keep about the new friend, and the question that the message answers.
ALTER TABLE friend_request ADD COLUMN remark VARCHAR(128) NOT NULL DEFAULT '';
ALTER TABLE friend_request ADD COLUMN friend_group_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE friend_request ADD COLUMN question TEXT NOT NULL DEFAULT '';
ALTER TABLE friend_request ADD COLUMN withheld INTEGER NOT NULL DEFAULT 0;        -- from somebody blocked: never shown to who was asked

ALTER TABLE user ADD COLUMN hide_account INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user ADD COLUMN friend_policy INTEGER NOT NULL DEFAULT 0;             -- FriendPolicy
ALTER TABLE user ADD COLUMN friend_question TEXT NOT NULL DEFAULT '';
