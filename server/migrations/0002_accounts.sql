-- Accounts, their devices, and the codes that open them.

CREATE TABLE user (
  user_id          INTEGER PRIMARY KEY AUTOINCREMENT,
  account          VARCHAR(32) NOT NULL,   -- as written when registering
  account_key      VARCHAR(32) NOT NULL,   -- lower case: what is compared
  nickname         VARCHAR(128) NOT NULL,
  signature        TEXT NOT NULL,
  phone            VARCHAR(32) NOT NULL,
  avatar           VARCHAR(64) NOT NULL,
  password_hash    VARCHAR(255) NOT NULL,
  is_administrator INTEGER NOT NULL,
  hide_presence    INTEGER NOT NULL,
  hide_read_marks  INTEGER NOT NULL,
  joined_at        BIGINT NOT NULL,
  last_seen_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX user_account ON user (account_key);
-- Numbers people can tell each other, not 1, 2, 3.
INSERT INTO sqlite_sequence (name, seq) VALUES ('user', 10000);

CREATE TABLE device (
  device_id    INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id      BIGINT NOT NULL,
  token_hash   VARCHAR(64) NOT NULL,       -- of a random 256-bit token that is stored nowhere
  name         VARCHAR(128) NOT NULL,
  address      VARCHAR(64) NOT NULL,
  remember     INTEGER NOT NULL,
  created_at   BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX device_token ON device (token_hash);
CREATE INDEX device_user ON device (user_id);

CREATE TABLE recovery_code (
  user_id   BIGINT NOT NULL,
  code_hash VARCHAR(64) NOT NULL,
  PRIMARY KEY (user_id, code_hash)
) WITHOUT ROWID;

-- At most one reset code of an administrator per user; a new one replaces the old.
CREATE TABLE reset_code (
  user_id    BIGINT NOT NULL PRIMARY KEY,
  code_hash  VARCHAR(64) NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE invite (
  code       VARCHAR(64) NOT NULL PRIMARY KEY,
  created_by BIGINT NOT NULL,
  uses_left  INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE avatar (
  name  VARCHAR(64) NOT NULL PRIMARY KEY,  -- hash of the bytes
  type  VARCHAR(32) NOT NULL,
  bytes BLOB NOT NULL
);
