-- The event stream: what every user must come to know, in the order in which it happened.

CREATE TABLE setting (
  name  VARCHAR(64) NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- The body of an event, once, whoever it goes to.
CREATE TABLE event (
  event_id INTEGER PRIMARY KEY AUTOINCREMENT,
  at       BIGINT NOT NULL,
  body     TEXT NOT NULL
);

-- Its place in each stream. The newest row of a user is never pruned: it is the user's pts.
CREATE TABLE user_event (
  user_id  BIGINT NOT NULL,
  pts      BIGINT NOT NULL,
  event_id BIGINT NOT NULL,
  PRIMARY KEY (user_id, pts)
) WITHOUT ROWID;
