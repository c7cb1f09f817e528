-- Form 1 of the store. A form that people's stores have is never edited; the next one builds on it.
PRAGMA application_id = 1398227780;  -- "SWGD", so that a store is told from other people's databases

-- What is in force, in the order in which the ids first came.
CREATE TABLE announcement (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL CHECK (version > 0),
  number INTEGER NOT NULL REFERENCES ledger (number),
  origin TEXT NOT NULL CHECK (origin IN ('desk', 'file', 'import')),
  owner TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- Every version there ever was, by the row of the ledger that put it in force and the one that ended it. The words are
-- in the ledger.
CREATE TABLE history (
  id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  number INTEGER NOT NULL REFERENCES ledger (number),
  ended INTEGER REFERENCES ledger (number),
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE blackout (
  screen TEXT PRIMARY KEY,  -- empty: all of them
  since INTEGER NOT NULL,   -- nanoseconds since 1970, as everywhere here
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Requests that must not happen twice, with what came of them.
CREATE TABLE once (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  request TEXT NOT NULL,
  at INTEGER NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

-- What the ledger amounts to: a row missing at its end is noticed here.
CREATE TABLE ledger_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  count INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO ledger_head VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- These stop a slip of ours or of a technician with a database browser; the chain of hashes tells of anyone else.
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;
CREATE TRIGGER ledger_is_never_shortened BEFORE DELETE ON ledger BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;
CREATE TRIGGER ledger_grows_by_one BEFORE INSERT ON ledger
WHEN NEW.number <> (SELECT count + 1 FROM ledger_head) BEGIN
  SELECT RAISE(ABORT, 'the ledger grows row by row');
END;
CREATE TRIGGER ledger_head_follows AFTER INSERT ON ledger BEGIN
  UPDATE ledger_head SET count = NEW.number, hash = NEW.hash;
END;
CREATE TRIGGER ledger_head_only_grows BEFORE UPDATE ON ledger_head WHEN NEW.count <> OLD.count + 1 BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;
CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head BEGIN
  SELECT RAISE(ABORT, 'the ledger is only added to');
END;
