-- Leaving a group sheds no mute; what was asked long ago is found; marks stay as the other one was told
-- them; chats that are out of the way are folded.

-- Those who left while they were muted, until then.
CREATE TABLE group_absent_mute (
  conversation_id BIGINT NOT NULL,
  user_id         BIGINT NOT NULL,
  muted_until     BIGINT NOT NULL,
  PRIMARY KEY (conversation_id, user_id)
) WITHOUT ROWID;

CREATE INDEX group_join_request_expiry ON group_join_request (state, expires_at);

-- What the other one of a direct conversation knows of how far the member has come.
ALTER TABLE member ADD COLUMN told_delivered_seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN told_read_seq BIGINT NOT NULL DEFAULT 0;
UPDATE member SET told_delivered_seq = delivered_seq, told_read_seq = read_seq;

ALTER TABLE member ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE avatar ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;            -- how many users and groups have it
UPDATE avatar SET uses = (SELECT COUNT(*) FROM user WHERE user.avatar = avatar.name);
ALTER TABLE conversation ADD COLUMN avatar VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE announcement ADD COLUMN edited_at BIGINT NOT NULL DEFAULT 0;   -- 0 = never
ALTER TABLE message ADD COLUMN card TEXT;                                  -- User of a contact card, as JSON
