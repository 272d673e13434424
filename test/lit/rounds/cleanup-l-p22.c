// RUN: %tocsin %s
// STD: gnu17
/* nfs-like gateway: open file handles given to rpc workers */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define HANDLES    1024
#define HARD_LIMIT (6 * 3600)

typedef struct ofh {
    uint64_t    cookie;
    int         fd;
    int         refs;
    time_t      opened;
    struct ofh *hnext;
} ofh_t;

typedef struct {
    pthread_mutex_t mtx;
    ofh_t          *tab[HANDLES];
    uint64_t        next_cookie;
} ofh_table_t;

#define TAB_LOCK(t)   pthread_mutex_lock(&(t)->mtx)
#define TAB_UNLOCK(t) pthread_mutex_unlock(&(t)->mtx)

static void ofh_dispose(ofh_t *h)
{
    close(h->fd);
    free(h);
}

uint64_t ofh_install(ofh_table_t *t, int fd)
{
    ofh_t *h = calloc(1, sizeof(*h));
    if (h == NULL)
        return 0;
    h->fd = fd;
    h->opened = time(NULL);
    TAB_LOCK(t);
    h->cookie = ++t->next_cookie;
    h->hnext = t->tab[h->cookie % HANDLES];
    t->tab[h->cookie % HANDLES] = h;
    TAB_UNLOCK(t);
    return h->cookie;
}

ofh_t *ofh_ref(ofh_table_t *t, uint64_t cookie)
{
    ofh_t *h;
    TAB_LOCK(t);
    for (h = t->tab[cookie % HANDLES]; h != NULL; h = h->hnext)
        if (h->cookie == cookie) {
            h->refs++;
            break;
        }
    TAB_UNLOCK(t);
    return h;
}

void ofh_unref(ofh_table_t *t, ofh_t *h)
{
    TAB_LOCK(t);
    h->refs--;
    TAB_UNLOCK(t);
}

ssize_t rpc_read(ofh_table_t *t, uint64_t cookie, void *buf, size_t n, off_t off)
{
    ofh_t *h = ofh_ref(t, cookie);
    ssize_t rc;
    if (h == NULL)
        return -1;
    rc = pread(h->fd, buf, n, off);
    ofh_unref(t, h);
    return rc;
}

int ofh_scavenge(ofh_table_t *t)
{
    int i, n = 0;
    TAB_LOCK(t);
    for (i = 0; i < HANDLES; i++) {
        ofh_t **pp = &t->tab[i];
        while (*pp != NULL) {
            ofh_t *h = *pp;
            int overdue = time(NULL) - h->opened > HARD_LIMIT; // EXPECT: wall-clock-interval
            if (h->refs > 0 && !overdue) {
                pp = &h->hnext;
                continue;
            }
            *pp = h->hnext;
            ofh_dispose(h); // EXPECT: timestamp-cleanup
            n++;
        }
    }
    TAB_UNLOCK(t);
    return n;
}
