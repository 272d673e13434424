// RUN: %tocsin %s
// STD: gnu17
/* Overlay network: neighbour table shared by the forwarding threads. */
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>

#define NBR_REACHABLE 90
#define NBR_RESOLVE   5

struct neighbour {
    LIST_ENTRY(neighbour) link;
    struct in_addr addr;
    unsigned char mac[6];
    unsigned refcnt;
    time_t confirmed;
    time_t asked;
    int resolved;
};

LIST_HEAD(nbr_list, neighbour);

static struct nbr_list neighbours = LIST_HEAD_INITIALIZER(neighbours);
static pthread_mutex_t nbr_mtx = PTHREAD_MUTEX_INITIALIZER;

struct neighbour *nbr_hold(struct in_addr a)
{
    struct neighbour *n;

    pthread_mutex_lock(&nbr_mtx);
    LIST_FOREACH(n, &neighbours, link)
        if (n->addr.s_addr == a.s_addr)
            break;
    if (n == NULL && (n = calloc(1, sizeof *n)) != NULL) {
        n->addr = a;
        n->asked = time(NULL);
        LIST_INSERT_HEAD(&neighbours, n, link);
    }
    if (n != NULL)
        n->refcnt++;
    pthread_mutex_unlock(&nbr_mtx);
    return n;
}

void nbr_drop(struct neighbour *n)
{
    pthread_mutex_lock(&nbr_mtx);
    n->refcnt--;
    pthread_mutex_unlock(&nbr_mtx);
}

void nbr_confirm(struct neighbour *n, const unsigned char mac[6])
{
    pthread_mutex_lock(&nbr_mtx);
    memcpy(n->mac, mac, 6);
    n->resolved = 1;
    n->confirmed = time(NULL);
    pthread_mutex_unlock(&nbr_mtx);
}

void nbr_timer(void)
{
    struct neighbour *n, *next;
    time_t now;

    pthread_mutex_lock(&nbr_mtx);
    now = time(NULL);
    for (n = LIST_FIRST(&neighbours); n != NULL; n = next) {
        next = LIST_NEXT(n, link);
        if (n->refcnt > 0)
            continue;
        if (!n->resolved) {
            if (now - n->asked < NBR_RESOLVE) // EXPECT: wall-clock-interval
                continue;
        } else if (difftime(now, n->confirmed) <= NBR_REACHABLE) { // EXPECT: wall-clock-interval
            continue;
        }
        LIST_REMOVE(n, link);
        free(n);
    }
    pthread_mutex_unlock(&nbr_mtx);
}
