// RUN: %tocsin %s
// STD: gnu17
/* Compile slot supervisor of a build farm worker: starts the compilers, kills
 * those that hang and keeps a status page. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NSLOT 8
#define HARD_LIMIT_MS 600000u
#define TERM_GRACE_MS 5000u

struct slot {
    pid_t pid;              /* 0: free */
    uint32_t started;       /* tick, wraps after 49 days */
    uint32_t term_sent;
    bool terminating;
    time_t started_at;      /* for the status page */
    char unit[128];
};

static struct slot slots[NSLOT];
static pthread_mutex_t slots_lock = PTHREAD_MUTEX_INITIALIZER;

static uint32_t tick_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint32_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

static int slot_start(const char *unit)
{
    int rc = -EAGAIN;

    pthread_mutex_lock(&slots_lock);
    for (struct slot *s = slots; s < slots + NSLOT; s++) {
        if (s->pid)
            continue;
        pid_t pid = fork();
        if (pid == 0) {
            execlp("cc", "cc", "-c", unit, (char *)NULL);
            _exit(127);
        }
        if (pid < 0) {
            rc = -errno;
            break;
        }
        s->pid = pid;
        s->terminating = false;
        s->started = tick_ms();
        s->started_at = time(NULL);
        snprintf(s->unit, sizeof s->unit, "%s", unit);
        rc = 0;
        break;
    }
    pthread_mutex_unlock(&slots_lock);
    return rc;
}

static void slots_watch(void)
{
    pthread_mutex_lock(&slots_lock);
    uint32_t now = tick_ms();
    for (struct slot *s = slots; s < slots + NSLOT; s++) {
        int status;

        if (!s->pid)
            continue;
        if (waitpid(s->pid, &status, WNOHANG) == s->pid) {
            s->pid = 0;
            continue;
        }
        if (!s->terminating && now - s->started > HARD_LIMIT_MS) {
            kill(s->pid, SIGTERM);
            s->terminating = true;
            s->term_sent = now;
        } else if (s->terminating && now - s->term_sent > TERM_GRACE_MS) {
            kill(s->pid, SIGKILL);
        }
    }
    pthread_mutex_unlock(&slots_lock);
}

static void status_print(FILE *out)
{
    time_t now = time(NULL);
    char when[32];
    struct tm tm;

    pthread_mutex_lock(&slots_lock);
    for (size_t i = 0; i < NSLOT; i++) {
        const struct slot *s = &slots[i];
        if (!s->pid)
            continue;
        localtime_r(&s->started_at, &tm);
        strftime(when, sizeof when, "%F %T", &tm);
        fprintf(out, "%zu %d since %s (%.0f s) %s\n", i, (int)s->pid, when,
                difftime(now, s->started_at), s->unit);
    }
    pthread_mutex_unlock(&slots_lock);
}

static void *watch_main(void *arg)
{
    (void)arg;
    for (unsigned round = 0;; round++) {
        slots_watch();
        if (round % 50 == 0)
            status_print(stderr);
        usleep(200000);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch_main, NULL) != 0)
        return 1;
    for (int i = 1; i < argc; i++)
        while (slot_start(argv[i]) == -EAGAIN)
            usleep(100000);
    pthread_join(watcher, NULL);
    return 0;
}
