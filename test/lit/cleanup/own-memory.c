// RUN: %tocsin %s
// A copy of one's own is freed because the record is of another version than
// expected: nobody else has it. The record itself somebody may have.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct page {
  unsigned long rev;
  char *text;
};
struct wiki {
  pthread_mutex_t m;
  unsigned used;
  struct page *pages[99];
};

static struct page *find(struct wiki *w, unsigned id) {
  return id < w->used ? w->pages[id] : NULL;
}

int wiki_write(struct wiki *w, unsigned id, const char *text, unsigned long rev) {
  char *copy = strdup(text);
  int done = 0;
  pthread_mutex_lock(&w->m);
  struct page *p = find(w, id);
  if (p && p->rev == rev) {
    p->text = copy;
    p->rev++;
    done = 1;
  }
  pthread_mutex_unlock(&w->m);
  if (!done)
    free(copy);
  return done;
}

static int wiki_read(struct wiki *w, unsigned id, char **text, unsigned long *rev) {
  pthread_mutex_lock(&w->m);
  struct page *p = find(w, id);
  if (p) {
    *text = strdup(p->text);
    *rev = p->rev;
  }
  pthread_mutex_unlock(&w->m);
  return p != NULL;
}

int wiki_sign(struct wiki *w, unsigned id) {
  for (;;) {
    char *text;
    unsigned long rev;
    if (!wiki_read(w, id, &text, &rev))
      return 0;
    int done = wiki_write(w, id, "signed", rev);
    free(text);
    if (done)
      return 1;
  }
}

void wiki_drop(struct wiki *w, unsigned id, unsigned long rev) {
  struct page *p = find(w, id);
  if (p && p->rev < rev)
    free(p); // EXPECT: timestamp-cleanup
}

void wiki_keep(struct wiki *w, unsigned id, unsigned long rev) {
  struct page *p = find(w, id);
  if (p && p->rev == rev)
    free(p);
}
