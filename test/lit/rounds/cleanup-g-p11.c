// RUN: %tocsin %s
// STD: gnu17
/* cluster membership: heartbeat receiver and failure detector */
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_PEERS   64
#define SUSPECT_NS  1500000000ull
#define DEAD_NS     6000000000ull

enum peer_state { PEER_UNKNOWN, PEER_ALIVE, PEER_SUSPECT, PEER_DEAD };

struct peer {
    uint32_t id;
    enum peer_state state;
    uint64_t last_rx_ns;
    uint64_t incarnation;
};

struct hb_msg {
    uint32_t id;
    uint32_t pad;
    uint64_t incarnation;
};

struct membership {
    pthread_mutex_t mu;
    struct peer peers[MAX_PEERS];
    unsigned npeers;
    int sock;
    void (*on_change)(uint32_t id, enum peer_state st, void *arg);
    void *arg;
};

static uint64_t mono_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000000000ull + (uint64_t)ts.tv_nsec;
}

static struct peer *lookup(struct membership *m, uint32_t id)
{
    unsigned i;

    for (i = 0; i < m->npeers; i++)
        if (m->peers[i].id == id)
            return &m->peers[i];
    if (m->npeers == MAX_PEERS)
        return NULL;
    memset(&m->peers[m->npeers], 0, sizeof(struct peer));
    m->peers[m->npeers].id = id;
    return &m->peers[m->npeers++];
}

static void set_state(struct membership *m, struct peer *p, enum peer_state st)
{
    if (p->state == st)
        return;
    p->state = st;
    if (m->on_change)
        m->on_change(p->id, st, m->arg);
}

void *hb_receiver(void *arg)
{
    struct membership *m = arg;
    struct hb_msg msg;

    for (;;) {
        ssize_t n = recv(m->sock, &msg, sizeof msg, 0);
        struct peer *p;

        if (n < 0)
            return NULL;
        if ((size_t)n < sizeof msg)
            continue;
        pthread_mutex_lock(&m->mu);
        p = lookup(m, ntohl(msg.id));
        if (p && msg.incarnation >= p->incarnation) {
            p->incarnation = msg.incarnation;
            p->last_rx_ns = mono_ns();
            set_state(m, p, PEER_ALIVE);
        }
        pthread_mutex_unlock(&m->mu);
    }
}

void *failure_detector(void *arg)
{
    struct membership *m = arg;
    unsigned i;

    for (;;) {
        uint64_t now = mono_ns();

        pthread_mutex_lock(&m->mu);
        for (i = 0; i < m->npeers; i++) {
            struct peer *p = &m->peers[i];

            if (p->state == PEER_DEAD || p->state == PEER_UNKNOWN)
                continue;
            if (now - p->last_rx_ns > DEAD_NS) // EXPECT: unsigned-age
                set_state(m, p, PEER_DEAD);
            else if (p->last_rx_ns + SUSPECT_NS < now)
                set_state(m, p, PEER_SUSPECT);
        }
        pthread_mutex_unlock(&m->mu);
        usleep(250000);
    }
    return NULL;
}

unsigned members_alive(struct membership *m)
{
    unsigned i, n = 0;

    pthread_mutex_lock(&m->mu);
    for (i = 0; i < m->npeers; i++)
        n += m->peers[i].state == PEER_ALIVE;
    pthread_mutex_unlock(&m->mu);
    return n;
}
