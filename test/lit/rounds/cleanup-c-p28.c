// RUN: %tocsin %s
// STD: gnu17
/* appserver scoreboard: workers are started by the init system and register themselves
 * in a shared mapping; this supervisor recycles them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define SB_NAME     "/appserver.sb"
#define SB_SLOTS    64
#define MAX_LIFE_S  7200u

struct sb_slot {
    pid_t    pid;
    uint32_t started;       /* CLOCK_MONOTONIC seconds */
    int      busy;
    uint32_t requests;
};

struct scoreboard {
    pthread_mutex_t lock;   /* process-shared */
    struct sb_slot  slot[SB_SLOTS];
};

static pthread_mutex_t recycle_lock = PTHREAD_MUTEX_INITIALIZER;

static uint32_t mono_seconds(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)ts.tv_sec;
}

static struct scoreboard *sb_map(void)
{
    int fd = shm_open(SB_NAME, O_RDWR, 0600);
    void *p;

    if (fd < 0)
        return NULL;
    p = mmap(NULL, sizeof(struct scoreboard), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return p == MAP_FAILED ? NULL : p;
}

/* worker side */
int sb_register(struct scoreboard *sb)
{
    int i, rc = -1;

    pthread_mutex_lock(&sb->lock);
    for (i = 0; i < SB_SLOTS; i++)
        if (sb->slot[i].pid == 0) {
            sb->slot[i].pid = getpid();
            sb->slot[i].started = mono_seconds();
            rc = i;
            break;
        }
    pthread_mutex_unlock(&sb->lock);
    return rc;
}

int sb_request_begin(struct scoreboard *sb, int i)
{
    pthread_mutex_lock(&sb->lock);
    sb->slot[i].busy = 1;
    sb->slot[i].requests++;
    pthread_mutex_unlock(&sb->lock);
    return 0;
}

void sb_request_end(struct scoreboard *sb, int i)
{
    pthread_mutex_lock(&sb->lock);
    sb->slot[i].busy = 0;
    pthread_mutex_unlock(&sb->lock);
}

/* supervisor side */
static int recycle_all(struct scoreboard *sb)
{
    uint32_t now = mono_seconds();
    int i, n = 0;

    pthread_mutex_lock(&recycle_lock);
    for (i = 0; i < SB_SLOTS; i++) {
        struct sb_slot *s = &sb->slot[i];

        if (s->pid <= 1)
            continue;
        if (now - s->started < MAX_LIFE_S) // EXPECT: unsigned-age
            continue;
        if (kill(s->pid, SIGKILL) < 0 && errno != ESRCH) // EXPECT: timestamp-cleanup
            fprintf(stderr, "kill %d: %s\n", (int)s->pid, strerror(errno));
        else
            n++;
    }
    pthread_mutex_unlock(&recycle_lock);
    return n;
}

static int recycle_idle(struct scoreboard *sb, int32_t life)
{
    int i, n = 0;

    pthread_mutex_lock(&sb->lock);
    for (i = 0; i < SB_SLOTS; i++) {
        struct sb_slot *s = &sb->slot[i];
        int64_t age = (int64_t)mono_seconds() - (int64_t)s->started;

        if (s->pid > 1 && !s->busy && age > life && kill(s->pid, SIGTERM) == 0) {
            s->pid = 0;
            n++;
        }
    }
    pthread_mutex_unlock(&sb->lock);
    return n;
}

int main(int argc, char **argv)
{
    struct scoreboard *sb = sb_map();
    int hard = argc > 1 && !strcmp(argv[1], "--hard");

    if (!sb) {
        perror(SB_NAME);
        return 1;
    }
    printf("recycled %d workers\n", hard ? recycle_all(sb) : recycle_idle(sb, 3600));
    munmap(sb, sizeof *sb);
    return 0;
}
