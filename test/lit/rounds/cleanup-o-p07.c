// RUN: %tocsin %s
// STD: gnu17
/* relay - UDP media relay: peers in hashed buckets, each bucket with its own lock. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BUCKETS 256u
#define IDLE_MS 30000u
#define STRAY_MS 5000u

struct peer {
    struct peer *next;
    struct sockaddr_in addr;
    uint32_t rx_ms;
    int streams;
};

struct bucket {
    pthread_mutex_t lock;
    struct peer *peers;
    struct peer *strays;
};

static struct bucket table[BUCKETS];

static uint32_t tick_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

static struct bucket *bucket_of(const struct sockaddr_in *a)
{
    return &table[(ntohl(a->sin_addr.s_addr) ^ ntohs(a->sin_port)) % BUCKETS];
}

static struct peer *find_or_add(struct peer **list, const struct sockaddr_in *a)
{
    struct peer *p;

    for (p = *list; p; p = p->next)
        if (p->addr.sin_port == a->sin_port && p->addr.sin_addr.s_addr == a->sin_addr.s_addr)
            return p;
    p = calloc(1, sizeof *p);
    if (p) {
        p->addr = *a;
        p->next = *list;
        *list = p;
    }
    return p;
}

static void on_datagram(const struct sockaddr_in *from, const uint8_t *pkt, size_t len)
{
    struct bucket *b = bucket_of(from);
    int stray = len < 12 || (pkt[0] & 0xc0) != 0x80;
    struct peer *p;

    pthread_mutex_lock(&b->lock);
    p = find_or_add(stray ? &b->strays : &b->peers, from);
    if (p)
        p->rx_ms = tick_ms();
    if (p && len >= 14 && pkt[1] == 200)
        p->streams += pkt[12] ? 1 : (p->streams ? -1 : 0);
    pthread_mutex_unlock(&b->lock);
}

static void sweep_peers(void)
{
    uint32_t now = tick_ms();

    for (unsigned i = 0; i < BUCKETS; i++) {
        struct bucket *b = &table[i];
        struct peer **pp;

        pthread_mutex_lock(&b->lock);
        pp = &b->peers;
        while (*pp) {
            struct peer *p = *pp;

            if (p->streams == 0 && now - p->rx_ms > IDLE_MS) { // EXPECT: unsigned-age
                *pp = p->next;
                free(p);
            } else {
                pp = &p->next;
            }
        }
        pthread_mutex_unlock(&b->lock);
    }
}

static void sweep_strays(void)
{
    for (unsigned i = 0; i < BUCKETS; i++) {
        struct bucket *b = &table[i];
        struct peer **pp;
        uint32_t now;

        pthread_mutex_lock(&b->lock);
        now = tick_ms();
        for (pp = &b->strays; *pp; ) {
            struct peer *p = *pp;

            if (p->streams == 0 && now - p->rx_ms > STRAY_MS) {
                *pp = p->next;
                free(p);
            } else {
                pp = &p->next;
            }
        }
        pthread_mutex_unlock(&b->lock);
    }
}

static unsigned count_quiet(void)
{
    uint32_t now = tick_ms();
    unsigned n = 0;

    for (unsigned i = 0; i < BUCKETS; i++) {
        pthread_mutex_lock(&table[i].lock);
        for (struct peer *p = table[i].peers; p; p = p->next)
            if ((int32_t)(now - p->rx_ms) > (int32_t)IDLE_MS / 2)
                n++;
        pthread_mutex_unlock(&table[i].lock);
    }
    return n;
}

static void *rx_main(void *arg)
{
    int fd = *(int *)arg;
    uint8_t pkt[1500];
    struct sockaddr_in from;

    for (;;) {
        socklen_t sl = sizeof from;
        ssize_t n = recvfrom(fd, pkt, sizeof pkt, 0, (struct sockaddr *)&from, &sl);
        if (n > 0)
            on_datagram(&from, pkt, (size_t)n);
    }
    return NULL;
}

int main(void)
{
    struct sockaddr_in any = { .sin_family = AF_INET, .sin_port = htons(5004) };
    pthread_t rx[2];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&any, sizeof any) < 0)
        return 1;
    for (unsigned i = 0; i < BUCKETS; i++)
        pthread_mutex_init(&table[i].lock, NULL);
    for (int i = 0; i < 2; i++)
        pthread_create(&rx[i], NULL, rx_main, &fd);
    for (;;) {
        sweep_peers();
        sweep_strays();
        if (count_quiet() > 1000)
            sweep_peers();
        sleep(1);
    }
}
