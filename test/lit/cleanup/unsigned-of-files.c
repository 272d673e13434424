// RUN: %tocsin %s
// The time of a file may come from another host's clock. What a variable keeps
// is told where it is compared.
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void drop_spool(const char *name) {
  struct stat st;
  if (stat(name, &st))
    return;
  unsigned long lain = (unsigned long)time(NULL) - (unsigned long)st.st_mtime;
  if (lain > 7200) // EXPECT: unsigned-age
    unlink(name);  // EXPECT: timestamp-cleanup
}

void drop_spool_signed(const char *name) {
  struct stat st;
  if (stat(name, &st))
    return;
  if (time(NULL) - st.st_mtime > 7200)
    unlink(name); // EXPECT: timestamp-cleanup
}

// A clock that another thread keeps is overtaken as well.
static unsigned current_time;
struct entry {
  struct entry *next;
  unsigned accessed;
};
static struct entry *entries;
static pthread_mutex_t mu;

void *keep_time(void *unused) {
  for (;;) {
    sleep(1);
    current_time++;
  }
}

void use(struct entry *e) {
  pthread_mutex_lock(&mu);
  e->accessed = current_time;
  pthread_mutex_unlock(&mu);
}

void sweep_by_early_clock(unsigned limit) {
  unsigned now = current_time;
  pthread_mutex_lock(&mu);
  for (struct entry **at = &entries, *e; (e = *at);) {
    if (now - e->accessed <= limit) { // EXPECT: unsigned-age
      at = &e->next;
      continue;
    }
    *at = e->next;
    free(e); // EXPECT: timestamp-cleanup
  }
  pthread_mutex_unlock(&mu);
}

void sweep(unsigned limit) {
  pthread_mutex_lock(&mu);
  unsigned now = current_time;
  for (struct entry **at = &entries, *e; (e = *at);) {
    if (now - e->accessed <= limit) {
      at = &e->next;
      continue;
    }
    *at = e->next;
    free(e); // EXPECT: timestamp-cleanup
  }
  pthread_mutex_unlock(&mu);
}
