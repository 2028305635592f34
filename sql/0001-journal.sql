-- assay journal, version 1. One file per person.
-- Seconds are UTC since 1970; offsets are local minus UTC in seconds, as lived; day numbers count from 1970-01-01.
-- A row of the record is never overwritten in silence: what it was stands in `past`.

CREATE TABLE journal (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  uid        BLOB    NOT NULL CHECK (length(uid) = 16),
  created_s  INTEGER NOT NULL,                                  -- s
  invented   INTEGER NOT NULL DEFAULT 0 CHECK (invented IN (0, 1)), -- 1: a demo, every output says so
  revision   INTEGER NOT NULL DEFAULT 0,                        -- goes up with every change; stored answers rest on it
  scrub_due  INTEGER NOT NULL DEFAULT 0 CHECK (scrub_due IN (0, 1)), -- 1: erased words may still lie in the file
  needs      TEXT    NOT NULL                                   -- the first version of assay that reads this file
) STRICT;

-- One command, sentence, form or import: the unit of undo.
CREATE TABLE action (
  id          INTEGER PRIMARY KEY,
  uid         BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
  state       INTEGER NOT NULL DEFAULT 0
    CHECK (state BETWEEN 0 AND 2),                              -- 0 done, 1 undone and may be redone, 2 undone for good
  verb        TEXT    NOT NULL,
  said        TEXT    NOT NULL,                                 -- what the person typed, or the name of the file
  at_s        INTEGER NOT NULL,                                 -- s
  offset_s    INTEGER NOT NULL CHECK (offset_s BETWEEN -64800 AND 64800), -- s
  first_entry INTEGER,                                          -- entry.id of the first and last entry it made
  last_entry  INTEGER
) STRICT;
CREATE INDEX action_redo ON action (id) WHERE state = 1;

CREATE TABLE entry (
  id               INTEGER PRIMARY KEY,                         -- the small number shown in a terminal
  uid              BLOB    NOT NULL CHECK (length(uid) = 16),   -- the public id
  state            INTEGER NOT NULL DEFAULT 0
    CHECK (state BETWEEN 0 AND 2),                              -- 0 in the record, 1 deleted, 2 taken back by undo
  kind             TEXT    NOT NULL
    CHECK (kind = 'rating' OR kind = 'dose' OR kind = 'side_effect' OR kind = 'medicine' OR kind = 'lab'
           OR kind = 'not_tracked' OR kind = 'note'),           -- not IN (...): a list costs an import a third
  what             TEXT    NOT NULL,                            -- scale, product, effect, medicine or analyte
  at_s             INTEGER NOT NULL,                            -- s, when it was lived
  offset_s         INTEGER NOT NULL CHECK (offset_s BETWEEN -64800 AND 64800), -- s
  precision        INTEGER NOT NULL CHECK (precision BETWEEN 0 AND 3), -- 0 second, 1 minute, 2 part of a day, 3 day
  value            REAL,                                        -- in unit; medicine: 1 start, 0 stop; NULL: none
  bound            TEXT    CHECK (bound IN ('<', '>')),         -- lab: the value is a limit
  unit             TEXT    NOT NULL DEFAULT '',
  note             TEXT    NOT NULL DEFAULT '',
  range_lo         REAL,                                        -- lab: the laboratory's own range, in unit
  range_hi         REAL,
  entered_s        INTEGER NOT NULL,                            -- s, when it was written down
  entered_offset_s INTEGER NOT NULL CHECK (entered_offset_s BETWEEN -64800 AND 64800), -- s
  action           INTEGER NOT NULL REFERENCES action (id),     -- the action that made it
  source           TEXT    NOT NULL,                            -- the program it came from; 'assay' when typed here
  imported         INTEGER NOT NULL CHECK (imported IN (0, 1)), -- 1: came with a file
  import_key       BLOB    NOT NULL CHECK (length(import_key) = 20) -- place (12 bytes) and content (8): journal/key.h
) STRICT;
CREATE UNIQUE INDEX entry_uid ON entry (uid);
CREATE INDEX entry_at ON entry (at_s) WHERE state = 0;
CREATE INDEX entry_what ON entry (kind, what, at_s) WHERE state = 0;
CREATE INDEX entry_key ON entry (import_key) WHERE state <> 2;

-- Rows as they were before an action changed or deleted them (after an undo: as the action had made them).
CREATE TABLE past (
  id     INTEGER PRIMARY KEY,
  action INTEGER NOT NULL REFERENCES action (id),
  tbl    TEXT    NOT NULL CHECK (tbl IN ('entry', 'product', 'scale', 'condition', 'profile')),
  row    INTEGER NOT NULL,                                      -- its id there
  body   TEXT    NOT NULL CHECK (substr(body, 1, 1) = '{')    -- JSON object: column -> value, blobs as hex
) STRICT;
CREATE INDEX past_action ON past (action);
CREATE INDEX past_row ON past (tbl, row);

CREATE TABLE product (
  id                     INTEGER PRIMARY KEY,
  uid                    BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
  state                  INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
  action                 INTEGER NOT NULL REFERENCES action (id),
  name                   TEXT    NOT NULL CHECK (length(name) > 0),
  class                  TEXT    NOT NULL CHECK (class IN ('kratom', 'kratom_7oh', 'medicine', 'other')),
  ingredient             TEXT    NOT NULL DEFAULT '',           -- ingredients.csv name of a medicine
  form                   TEXT    NOT NULL DEFAULT '',           -- forms.csv key; '' not said
  label_mitragynine_mg   REAL,                                  -- mg in one label_mitragynine_per
  label_mitragynine_per  TEXT    NOT NULL DEFAULT '',           -- units.csv key; '' the whole piece
  label_hydroxy_mg       REAL,                                  -- mg 7-OH in one label_hydroxy_per
  label_hydroxy_per      TEXT    NOT NULL DEFAULT '',
  certificate_mitragynine_mg  REAL,                             -- mg, as measured in the lot
  certificate_mitragynine_per TEXT NOT NULL DEFAULT '',
  certificate_hydroxy_mg      REAL,
  certificate_hydroxy_per     TEXT NOT NULL DEFAULT '',
  unit_mass_g            REAL                                   -- g of one capsule or tablet
) STRICT;
CREATE UNIQUE INDEX product_name ON product (name COLLATE NOCASE) WHERE state = 0;

CREATE TABLE scale (
  id     INTEGER PRIMARY KEY,
  uid    BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
  state  INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
  action INTEGER NOT NULL REFERENCES action (id),
  name   TEXT    NOT NULL CHECK (length(name) > 0),
  lo     REAL    NOT NULL,
  hi     REAL    NOT NULL CHECK (hi > lo),
  step   REAL    NOT NULL CHECK (step > 0),
  better TEXT    NOT NULL CHECK (better IN ('up', 'down', 'unknown')),
  day    TEXT    NOT NULL CHECK (day IN ('median', 'sum')),     -- how ratings of one day become one number
  unit   TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX scale_name ON scale (name COLLATE NOCASE) WHERE state = 0;

CREATE TABLE condition (
  id     INTEGER PRIMARY KEY,
  uid    BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
  state  INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
  action INTEGER NOT NULL REFERENCES action (id),
  name   TEXT    NOT NULL CHECK (length(name) > 0),
  since  INTEGER,                                               -- day number; NULL not said
  ended  INTEGER                                                -- day number; NULL it lasts
) STRICT;

CREATE TABLE profile (
  id     INTEGER PRIMARY KEY,
  uid    BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
  state  INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
  action INTEGER NOT NULL REFERENCES action (id),
  key    TEXT    NOT NULL CHECK (key IN ('birth_year', 'sex', 'weight_kg', 'country', 'limit_until', 'day_starts')),
  value  TEXT    NOT NULL                                       -- as person/profile.h writes it
) STRICT;
CREATE UNIQUE INDEX profile_key ON profile (key) WHERE state = 0;

-- Red flags found in what was written. They count while their entry stands in the record.
CREATE TABLE flag (
  entry   INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  flag    TEXT    NOT NULL,                                     -- red_flags.csv key
  level   INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),       -- 0 note, 1 attention, 2 urgent, 3 emergency
  words   TEXT    NOT NULL,                                     -- what fired
  found_s INTEGER,                                              -- s, when the words were typed; NULL: from a file
  dealt_s INTEGER,                                              -- s, when the person said it is dealt with
  PRIMARY KEY (entry, flag)
) STRICT, WITHOUT ROWID;

-- Stored answers, made anew when their inputs change.
CREATE TABLE answer (
  kind        TEXT    NOT NULL,                                 -- review, effect ...
  subject     TEXT    NOT NULL,                                 -- which one
  inputs_hash BLOB    NOT NULL CHECK (length(inputs_hash) = 32),
  since       INTEGER,                                          -- day numbers of the window
  until       INTEGER,
  versions    TEXT    NOT NULL,
  seed        INTEGER,
  made_s      INTEGER NOT NULL,                                 -- s
  body        TEXT    NOT NULL,
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
