// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// A writer has a GDBM file to itself from open to close, be it that the open
// had to be tried again.
#include <gdbm.h>
#include <stdlib.h>
#include <unistd.h>

int votes_add_apart(const char *file, datum who, long by) {
  GDBM_FILE db = gdbm_open(file, 0, GDBM_READER, 0600, NULL);
  if (!db)
    return -1;
  datum old = gdbm_fetch(db, who);
  gdbm_close(db);
  long sum = old.dptr ? *(long *)old.dptr + by : by;
  free(old.dptr);
  if (!(db = gdbm_open(file, 0, GDBM_WRITER, 0600, NULL)))
    return -1;
  datum now = {(char *)&sum, sizeof sum};
  int rc = gdbm_store(db, who, now, GDBM_REPLACE); // EXPECT: unversioned-write
  return gdbm_close(db) || rc;
}

int votes_add(const char *file, datum who, long by) {
  GDBM_FILE db = gdbm_open(file, 0, GDBM_WRITER, 0600, NULL);
  if (!db)
    return -1;
  datum old = gdbm_fetch(db, who);
  long sum = old.dptr ? *(long *)old.dptr + by : by;
  free(old.dptr);
  datum now = {(char *)&sum, sizeof sum};
  int rc = gdbm_store(db, who, now, GDBM_REPLACE);
  return gdbm_close(db) || rc;
}

int votes_add_patient(const char *file, datum who, long by) {
  GDBM_FILE db = NULL;
  for (int i = 0; i < 20 && !db; i++) {
    db = gdbm_open(file, 0, GDBM_WRCREAT, 0600, NULL);
    if (!db)
      usleep(1000);
  }
  if (!db)
    return -1;
  datum old = gdbm_fetch(db, who);
  long sum = old.dptr ? *(long *)old.dptr + by : by;
  free(old.dptr);
  datum now = {(char *)&sum, sizeof sum};
  int rc = gdbm_store(db, who, now, GDBM_REPLACE);
  return gdbm_close(db) || rc;
}
