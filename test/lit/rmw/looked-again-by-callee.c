// RUN: %tocsin %s
// The call that changes a cell looks at it itself, with what the caller has
// seen: what is late is late there, and told once.
#include <pthread.h>

struct page {
  unsigned revision;
  int rows;
};
static struct page page;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
extern int valid(int rows);

static unsigned seen(void) {
  pthread_mutex_lock(&lock);
  unsigned revision = page.revision;
  pthread_mutex_unlock(&lock);
  return revision;
}

static int late(int rows, unsigned base) {
  pthread_mutex_lock(&lock);
  if (page.revision != base) {
    pthread_mutex_unlock(&lock);
    return -1;
  }
  pthread_mutex_unlock(&lock);
  if (!valid(rows))
    return -1;
  pthread_mutex_lock(&lock);
  page.rows = rows; // EXPECT: unchecked-version
  page.revision++;
  pthread_mutex_unlock(&lock);
  return 0;
}

static int corrected(int rows, unsigned base) {
  int rc = -1;
  pthread_mutex_lock(&lock);
  if (page.revision == base) {
    page.rows = rows;
    page.revision++;
    rc = 0;
  }
  pthread_mutex_unlock(&lock);
  return rc;
}

static void *edit(void *arg) {
  unsigned base = seen();
  if (late(3, base) != 0)
    return arg;
  base = seen();
  return corrected(4, base) == 0 ? NULL : arg;
}

int start(pthread_t t[2]) {
  return pthread_create(&t[0], NULL, edit, &t[0]) +
         pthread_create(&t[1], NULL, edit, &t[1]);
}
