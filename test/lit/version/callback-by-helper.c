// RUN: %tocsin %s
// A helper starts the read and hands the callback of its caller on.
#include <stdlib.h>
#include <string.h>
#include <zookeeper.h>

struct Flip {
  zhandle_t *Zh;
  char Path[128];
};

static void written(int Rc, const struct Stat *Stat, const void *Data) {
  (void)Rc;
  (void)Stat;
  free((void *)Data);
}

static void guilty(int Rc, const char *Value, int Len, const struct Stat *Stat,
                   const void *Data) {
  struct Flip *F = (struct Flip *)Data;
  char Record[128] = "#";
  (void)Stat;
  if (Rc != ZOK || Len < 0 || Len > 126) {
    free(F);
    return;
  }
  memcpy(Record + 1, Value, (size_t)Len);
  if (zoo_aset(F->Zh, F->Path, Record, Len + 1, -1, written, F) != ZOK) // EXPECT: unversioned-write
    free(F);
}

static void corrected(int Rc, const char *Value, int Len,
                      const struct Stat *Stat, const void *Data) {
  struct Flip *F = (struct Flip *)Data;
  char Record[128] = "#";
  if (Rc != ZOK || Len < 0 || Len > 126) {
    free(F);
    return;
  }
  memcpy(Record + 1, Value, (size_t)Len);
  if (zoo_aset(F->Zh, F->Path, Record, Len + 1, Stat->version, written, F) !=
      ZOK)
    free(F);
}

static int start(zhandle_t *Zh, const char *Path, data_completion_t Done) {
  struct Flip *F = calloc(1, sizeof *F);
  if (!F)
    return -1;
  F->Zh = Zh;
  strncpy(F->Path, Path, sizeof F->Path - 1);
  return zoo_aget(Zh, F->Path, 0, Done, F);
}

int mark(zhandle_t *Zh, const char *Path) { return start(Zh, Path, guilty); }
int markChecked(zhandle_t *Zh, const char *Path) {
  return start(Zh, Path, corrected);
}
