-- Form 2: accepted inserts, whether the clock was confirmed, and what the desk sets for a screen.
CREATE TABLE insert_span (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  screen TEXT NOT NULL,  -- empty: all of them
  since INTEGER NOT NULL,
  until INTEGER NOT NULL CHECK (until > since)
) STRICT;

CREATE TABLE clock_confirmation (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;

CREATE TABLE screen_setting (
  screen TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (screen, key)
) STRICT, WITHOUT ROWID;
