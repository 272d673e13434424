// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PAGE_BYTES 8192
#define RETAIN_MS 120000u

struct page_buf {
    struct page_buf *next;
    uint64_t pageno;
    uint64_t filled_ms;
    int refs;
    unsigned char data[PAGE_BYTES];
};

struct page_cache {
    pthread_mutex_t lock;
    struct page_buf *head;
    int fd;
    size_t resident;
};

static uint64_t mono_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

static struct page_buf *page_get(struct page_cache *c, uint64_t pageno)
{
    struct page_buf *b;

    pthread_mutex_lock(&c->lock);
    for (b = c->head; b; b = b->next)
        if (b->pageno == pageno)
            break;
    if (!b && (b = calloc(1, sizeof *b)) != NULL) {
        b->pageno = pageno;
        if (pread(c->fd, b->data, PAGE_BYTES, (off_t)(pageno * PAGE_BYTES)) < 0)
            memset(b->data, 0, PAGE_BYTES);
        b->filled_ms = mono_ms();
        b->next = c->head;
        c->head = b;
        c->resident++;
    }
    if (b)
        b->refs++;
    pthread_mutex_unlock(&c->lock);
    return b;
}

static void page_put(struct page_cache *c, struct page_buf *b)
{
    pthread_mutex_lock(&c->lock);
    b->refs--;
    pthread_mutex_unlock(&c->lock);
}

static size_t cache_trim(struct page_cache *c)
{
    struct page_buf **pp;
    uint64_t now = mono_ms();
    size_t n = 0;

    pthread_mutex_lock(&c->lock);
    pp = &c->head;
    while (*pp) {
        struct page_buf *b = *pp;
        if (b->refs == 0 || now - b->filled_ms > RETAIN_MS) { // EXPECT: unsigned-age
            *pp = b->next;
            c->resident--;
            n++;
            free(b); // EXPECT: timestamp-cleanup
            continue;
        }
        pp = &b->next;
    }
    pthread_mutex_unlock(&c->lock);
    return n;
}

static void *scan(void *arg)
{
    struct page_cache *c = arg;
    unsigned long sum = 0;

    for (uint64_t p = 0; p < 4096; p++) {
        struct page_buf *b = page_get(c, p);
        if (!b)
            continue;
        for (int i = 0; i < PAGE_BYTES; i++)
            sum += b->data[i];
        page_put(c, b);
    }
    printf("%lu\n", sum);
    return NULL;
}

int main(int argc, char **argv)
{
    struct page_cache c = {.lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_t t;

    c.fd = open(argc > 1 ? argv[1] : "table.dat", O_RDONLY | O_CLOEXEC);
    if (c.fd < 0 || pthread_create(&t, NULL, scan, &c) != 0)
        return 1;
    for (int i = 0; i < 10; i++) {
        sleep(1);
        printf("trimmed %zu\n", cache_trim(&c));
    }
    pthread_join(t, NULL);
    close(c.fd);
    return 0;
}
