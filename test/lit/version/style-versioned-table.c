// RUN: %tocsin %s
// STD: gnu17
#include <pthread.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
struct rec { char name[64]; uint32_t gen; };
struct table { pthread_mutex_t mu; struct rec r[128]; };
int rec_write(struct table *t, int i, const char *name, uint32_t expected_gen) {
  (void)expected_gen;
  pthread_mutex_lock(&t->mu);
  strncpy(t->r[i].name, name, sizeof t->r[i].name - 1);
  t->r[i].gen++; // EXPECT: unchecked-version
  pthread_mutex_unlock(&t->mu);
  return 0;
}
int rec_write_ok(struct table *t, int i, const char *name, uint32_t expected_gen) {
  int rc = -EAGAIN;
  pthread_mutex_lock(&t->mu);
  if (t->r[i].gen == expected_gen) {
    strncpy(t->r[i].name, name, sizeof t->r[i].name - 1);
    t->r[i].gen++;
    rc = 0;
  }
  pthread_mutex_unlock(&t->mu);
  return rc;
}
static uint32_t gen_of(struct table *t, int i) {
  pthread_mutex_lock(&t->mu);
  uint32_t g = t->r[i].gen;
  pthread_mutex_unlock(&t->mu);
  return g;
}
int rec_write_apart(struct table *t, int i, const char *name, uint32_t seen) {
  if (gen_of(t, i) != seen) return -ESTALE;
  pthread_mutex_lock(&t->mu);
  strncpy(t->r[i].name, name, sizeof t->r[i].name - 1); // EXPECT: unchecked-version
  t->r[i].gen++;
  pthread_mutex_unlock(&t->mu);
  return 0;
}
static struct rec snapshot(struct table *t, int i) {
  pthread_mutex_lock(&t->mu);
  struct rec c = t->r[i];
  pthread_mutex_unlock(&t->mu);
  return c;
}
int rec_swap(struct table *t, int i, const char *name, uint32_t seen) {
  struct rec c = snapshot(t, i);
  if (c.gen != seen) return -ESTALE;
  strncpy(c.name, name, sizeof c.name - 1);
  c.gen++;
  pthread_mutex_lock(&t->mu);
  t->r[i] = c; // EXPECT: unchecked-version
  pthread_mutex_unlock(&t->mu);
  return 0;
}
int rec_rename(struct table *t, int i, const char *name) {
  pthread_mutex_lock(&t->mu);
  strncpy(t->r[i].name, name, sizeof t->r[i].name - 1);
  t->r[i].gen++;
  pthread_mutex_unlock(&t->mu);
  return 0;
}
