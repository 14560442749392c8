-- What each side keeps about a friend, for itself alone.

ALTER TABLE friend ADD COLUMN remark VARCHAR(128) NOT NULL DEFAULT '';
ALTER TABLE friend ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
