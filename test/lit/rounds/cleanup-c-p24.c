// RUN: %tocsin %s
// STD: gnu17
/* binary log directory of a replicated store: PURGE BEFORE and block cache eviction */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_READERS 16
#define MAX_BLOCKS  64

struct reader {
    bool attached;
    char log_name[128];
};

struct block {
    void    *data;
    unsigned pins;
    long     last_used;
    uint64_t blockno;
};

static pthread_mutex_t readers_lock = PTHREAD_MUTEX_INITIALIZER;
static struct reader   readers[MAX_READERS];
static pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;
static struct block    blocks[MAX_BLOCKS];
static long            tick;

int reader_attach(const char *log_name)
{
    int i, slot = -1;

    pthread_mutex_lock(&readers_lock);
    for (i = 0; i < MAX_READERS && slot < 0; i++)
        if (!readers[i].attached) {
            readers[i].attached = true;
            snprintf(readers[i].log_name, sizeof readers[i].log_name, "%s", log_name);
            slot = i;
        }
    pthread_mutex_unlock(&readers_lock);
    return slot;
}

/* readers_lock held */
static bool log_in_use(const char *log_name)
{
    for (int i = 0; i < MAX_READERS; i++)
        if (readers[i].attached && strcmp(readers[i].log_name, log_name) == 0)
            return true;
    return false;
}

int purge_logs_before(const char *const *names, size_t n, time_t purge_time)
{
    struct stat st;
    int purged = 0;

    pthread_mutex_lock(&readers_lock);
    for (size_t i = 0; i + 1 < n && !log_in_use(names[i]); i++) {
        if (stat(names[i], &st) < 0) {
            if (errno == ENOENT)
                continue;
            break;
        }
        if (st.st_mtime >= purge_time)
            break;
        if (unlink(names[i]) == 0) // EXPECT: file-toctou
            purged++;
    }
    pthread_mutex_unlock(&readers_lock);
    return purged;
}

struct block *block_pin(uint64_t blockno)
{
    struct block *victim = NULL;

    pthread_mutex_lock(&cache_lock);
    for (int i = 0; i < MAX_BLOCKS; i++) {
        struct block *b = &blocks[i];
        if (b->data && b->blockno == blockno) {
            b->pins++;
            b->last_used = ++tick;
            pthread_mutex_unlock(&cache_lock);
            return b;
        }
        if (b->pins > 0)
            continue;
        if (!victim || b->last_used < victim->last_used)
            victim = b;
    }
    if (victim) {
        free(victim->data);
        victim->data = calloc(1, 4096);
        victim->blockno = blockno;
        victim->pins = victim->data ? 1 : 0;
        victim->last_used = ++tick;
    }
    pthread_mutex_unlock(&cache_lock);
    return victim && victim->data ? victim : NULL;
}

void block_unpin(struct block *b)
{
    pthread_mutex_lock(&cache_lock);
    b->pins--;
    pthread_mutex_unlock(&cache_lock);
}

static void *tailer(void *arg)
{
    int slot = reader_attach(arg);
    struct block *b = block_pin(7);

    if (b)
        block_unpin(b);
    if (slot >= 0) {
        pthread_mutex_lock(&readers_lock);
        readers[slot].attached = false;
        pthread_mutex_unlock(&readers_lock);
    }
    return NULL;
}

int main(void)
{
    static const char *const names[] = { "bin.000001", "bin.000002", "bin.000003" };
    pthread_t t;

    pthread_create(&t, NULL, tailer, (void *)names[1]);
    printf("purged %d\n", purge_logs_before(names, 3, time(NULL) - 7 * 86400));
    pthread_join(t, NULL);
    return 0;
}
