-- Friends. One row per direction, so that each side can have its own remark and friend group later.

CREATE TABLE friend (
  user_id   BIGINT NOT NULL,
  friend_id BIGINT NOT NULL,
  since     BIGINT NOT NULL,
  PRIMARY KEY (user_id, friend_id)
) WITHOUT ROWID;

CREATE TABLE friend_request (
  request_id   INTEGER PRIMARY KEY AUTOINCREMENT,
  from_user_id BIGINT NOT NULL,
  to_user_id   BIGINT NOT NULL,
  message      TEXT NOT NULL,
  state        INTEGER NOT NULL,           -- RequestState
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL
);
CREATE INDEX friend_request_from ON friend_request (from_user_id, to_user_id);
CREATE INDEX friend_request_to ON friend_request (to_user_id, from_user_id);
