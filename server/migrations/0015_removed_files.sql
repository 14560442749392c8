-- Files whose bytes the administrator removed: the row stays for the messages that hold it.

ALTER TABLE file ADD COLUMN removed_at BIGINT NOT NULL DEFAULT 0;   -- 0 = it is there
