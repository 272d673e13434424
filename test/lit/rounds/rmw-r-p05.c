// RUN: %tocsin %s
// STD: gnu17
/* Peer table of a VPN daemon: packet workers share the table through a rwlock. */
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PEER_BUCKETS 64

struct peer {
    struct peer       *next;
    uint8_t            key[32];
    struct sockaddr_in endpoint;
    uint64_t           send_ctr;     /* AEAD nonce, must never repeat */
    time_t             last_rekey;
};

struct peer_table {
    pthread_rwlock_t rw;
    struct peer     *bucket[PEER_BUCKETS];
    unsigned         npeers;
};

static struct peer_table table = { .rw = PTHREAD_RWLOCK_INITIALIZER };

static unsigned key_bucket(const uint8_t key[32])
{
    return (key[0] ^ (unsigned)(key[1] << 1)) % PEER_BUCKETS;
}

/* Needs table.rw, either mode. */
static struct peer *peer_find(const uint8_t key[32])
{
    struct peer *p;

    for (p = table.bucket[key_bucket(key)]; p; p = p->next)
        if (memcmp(p->key, key, 32) == 0)
            return p;
    return NULL;
}

/* Needs table.rw for writing. */
static struct peer *peer_link(const uint8_t key[32])
{
    struct peer *p = calloc(1, sizeof(*p));
    unsigned b = key_bucket(key);

    if (!p)
        return NULL;
    memcpy(p->key, key, 32);
    p->next = table.bucket[b];
    table.bucket[b] = p;
    table.npeers++;
    return p;
}

int peer_handshake(const uint8_t key[32], const struct sockaddr_in *from)
{
    struct peer *p;
    int rc = 0;

    pthread_rwlock_wrlock(&table.rw);
    p = peer_find(key);
    if (!p)
        p = peer_link(key);
    if (p) {
        p->endpoint = *from;
        p->last_rekey = time(NULL);
        p->send_ctr = 0;
    } else {
        rc = -ENOMEM;
    }
    pthread_rwlock_unlock(&table.rw);
    return rc;
}

int peer_provision(const uint8_t key[32])
{
    struct peer *p;

    pthread_rwlock_rdlock(&table.rw);
    p = peer_find(key);
    pthread_rwlock_unlock(&table.rw);
    if (p)
        return -EEXIST;

    pthread_rwlock_wrlock(&table.rw);
    p = peer_find(key);
    if (p) {
        pthread_rwlock_unlock(&table.rw);
        return -EEXIST;
    }
    p = peer_link(key);
    pthread_rwlock_unlock(&table.rw);
    return p ? 0 : -ENOMEM;
}

int peer_import(const uint8_t (*keys)[32], size_t n)
{
    size_t i;
    struct peer *known;

    for (i = 0; i < n; i++) {
        pthread_rwlock_rdlock(&table.rw);
        known = peer_find(keys[i]);
        pthread_rwlock_unlock(&table.rw);
        if (known)
            continue;
        pthread_rwlock_wrlock(&table.rw);
        known = peer_link(keys[i]); // EXPECT: check-then-act
        pthread_rwlock_unlock(&table.rw);
        if (!known)
            return -ENOMEM;
    }
    return 0;
}

int peer_keepalive(const uint8_t key[32], uint64_t *nonce)
{
    struct peer *p;

    pthread_rwlock_wrlock(&table.rw);
    p = peer_find(key);
    if (p)
        *nonce = p->send_ctr++;
    pthread_rwlock_unlock(&table.rw);
    return p ? 0 : -ENOENT;
}

int peer_seal(const uint8_t key[32], uint64_t *nonce, struct sockaddr_in *to)
{
    struct peer *p;

    pthread_rwlock_rdlock(&table.rw);
    p = peer_find(key);
    if (!p) {
        pthread_rwlock_unlock(&table.rw);
        return -ENOENT;
    }
    *nonce = p->send_ctr++; // EXPECT: lost-update
    *to = p->endpoint;
    pthread_rwlock_unlock(&table.rw);
    return 0;
}

static void *packet_worker(void *arg)
{
    const uint8_t (*keys)[32] = arg;
    struct sockaddr_in to, from = { .sin_family = AF_INET };
    uint64_t nonce;
    int i;

    peer_import(keys, 4);
    peer_provision(keys[3]);
    for (i = 0; i < 20000; i++) {
        if (i % 5000 == 0)
            peer_handshake(keys[i % 4], &from);
        if (i % 100 == 0)
            peer_keepalive(keys[i % 4], &nonce);
        peer_seal(keys[i % 4], &nonce, &to);
    }
    return NULL;
}

int main(void)
{
    static uint8_t keys[4][32] = { { 1 }, { 2 }, { 3 }, { 4 } };
    pthread_t w[4];
    int i;

    for (i = 0; i < 4; i++)
        if (pthread_create(&w[i], NULL, packet_worker, keys) != 0)
            abort();
    for (i = 0; i < 4; i++)
        pthread_join(w[i], NULL);
    return 0;
}
