// RUN: %tocsin %s
// What a pool was made with, all its threads have; what is pushed, one of them.
#include <glib.h>

struct item {
  long Tries;
};
struct probe {
  GMutex M;
  GHashTable *Known;
  int Failed;
};

static void one(gpointer Data, gpointer Context) {
  struct item *I = Data;
  struct probe *P = Context;
  I->Tries++;
  P->Failed++; // EXPECT: lost-update
}

void start(struct probe *P) { g_thread_pool_new(one, P, 4, 0, 0); }

void guilty(struct probe *P, gpointer Key, gpointer Fresh) {
  g_mutex_lock(&P->M);
  gpointer Old = g_hash_table_lookup(P->Known, Key);
  g_mutex_unlock(&P->M);
  if (Old)
    return;
  g_mutex_lock(&P->M);
  g_hash_table_insert(P->Known, Key, Fresh); // EXPECT: check-then-act
  g_mutex_unlock(&P->M);
}

void corrected(struct probe *P, gpointer Key, gpointer Fresh) {
  g_mutex_lock(&P->M);
  gpointer Old = g_hash_table_lookup(P->Known, Key);
  g_mutex_unlock(&P->M);
  if (Old)
    return;
  g_mutex_lock(&P->M);
  if (!g_hash_table_lookup(P->Known, Key))
    g_hash_table_insert(P->Known, Key, Fresh);
  g_mutex_unlock(&P->M);
}
