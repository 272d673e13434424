// RUN: %tocsin %s
// STD: gnu17
/* Packet buffer pool shared by the receive and transmit threads. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define POOL_BUFS 256

struct pbuf {
    struct pbuf *next;
    volatile int users;
    unsigned char data[128];
};

struct pbuf_pool {
    pthread_spinlock_t lock;
    struct pbuf *free_list;
    int idle;
    int low_water;
};

static struct pbuf_pool pool;
static struct pbuf *template_buf;

static void pool_put(struct pbuf *b)
{
    pthread_spin_lock(&pool.lock);
    b->next = pool.free_list;
    pool.free_list = b;
    pthread_spin_unlock(&pool.lock);
    __sync_fetch_and_add(&pool.idle, 1);
}

static struct pbuf *pool_get(void)
{
    pthread_spin_lock(&pool.lock);
    struct pbuf *b = pool.free_list;
    if (b)
        pool.free_list = b->next;
    pthread_spin_unlock(&pool.lock);
    if (b)
        __sync_fetch_and_sub(&pool.idle, 1);
    return b;
}

static int pool_trim(int want)
{
    struct pbuf *chain = NULL;
    int dropped = 0;

    pthread_spin_lock(&pool.lock);
    while (dropped < want && pool.free_list) {
        struct pbuf *b = pool.free_list;
        pool.free_list = b->next;
        b->next = chain;
        chain = b;
        dropped++;
    }
    pthread_spin_unlock(&pool.lock);

    pool.idle -= dropped; // EXPECT: lost-update
    while (chain) {
        struct pbuf *next = chain->next;
        free(chain);
        chain = next;
    }
    return dropped;
}

static void template_borrow(struct pbuf *b)
{
    b->users++; // EXPECT: lost-update
}

static void template_return(struct pbuf *b)
{
    b->users--; // EXPECT: lost-update
}

static void *traffic(void *arg)
{
    unsigned char seed = *(unsigned char *)arg;
    for (int i = 0; i < 2000; i++) {
        struct pbuf *b = pool_get();
        if (!b)
            continue;
        template_borrow(template_buf);
        b->data[0] = (unsigned char)(template_buf->data[0] ^ seed);
        template_return(template_buf);
        pool_put(b);
    }
    return NULL;
}

static void *trimmer(void *arg)
{
    (void)arg;
    for (int i = 0; i < 10; i++)
        pool_trim(4);
    return NULL;
}

int main(void)
{
    pthread_t t[4], tr;
    unsigned char seeds[4] = { 1, 2, 3, 4 };

    pthread_spin_init(&pool.lock, PTHREAD_PROCESS_PRIVATE);
    template_buf = calloc(1, sizeof *template_buf);
    if (!template_buf)
        return 1;
    for (int i = 0; i < POOL_BUFS; i++) {
        struct pbuf *b = calloc(1, sizeof *b);
        if (b)
            pool_put(b);
    }
    pool.low_water = pool.idle / 4;
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, traffic, &seeds[i]);
    pthread_create(&tr, NULL, trimmer, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    pthread_join(tr, NULL);
    printf("idle %d users %d\n", pool.idle, template_buf->users);
    return 0;
}
