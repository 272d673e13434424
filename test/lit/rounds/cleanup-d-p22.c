// RUN: %tocsin %s
// STD: gnu17
/*
 * svcmon - process supervisor.  One hook process per service at a time; a hook
 * that does not come back within its limit is killed.  Failed logins on the
 * control socket are counted per uid.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_HOOKS   32
#define HOOK_LIMIT  60
#define GRACE_SECS  5.0
#define MAX_FAILS   16
#define FAIL_WINDOW 600

struct hook {
    pid_t          pid;
    char           service[32];
    struct timeval started;
    struct timespec term_at;
    int            termed;
};

struct fail {
    uid_t  uid;
    int    count;
    time_t first;
};

static struct hook hooks[MAX_HOOKS];
static struct fail fails[MAX_FAILS];

static double mono(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec + ts.tv_nsec / 1e9;
}

static void say(const char *what, const struct hook *h)
{
    char stamp[32];
    time_t t = time(NULL);
    strftime(stamp, sizeof stamp, "%F %T", localtime(&t));
    fprintf(stderr, "%s %s %s pid %ld\n", stamp, what, h->service, (long)h->pid);
}

int hook_start(const char *service, char *const argv[])
{
    for (int i = 0; i < MAX_HOOKS; i++) {
        struct hook *h = &hooks[i];
        if (h->pid)
            continue;
        h->pid = fork();
        if (h->pid < 0) {
            h->pid = 0;
            return -1;
        }
        if (h->pid == 0) {
            execv(argv[0], argv);
            _exit(127);
        }
        snprintf(h->service, sizeof h->service, "%s", service);
        gettimeofday(&h->started, NULL);
        h->termed = 0;
        return 0;
    }
    errno = EAGAIN;
    return -1;
}

static void hook_term(struct hook *h)
{
    say("limit reached, terminating", h);
    clock_gettime(CLOCK_MONOTONIC, &h->term_at);
    h->termed = kill(h->pid, SIGTERM) == 0;
}

void hooks_check(void)
{
    struct timeval now;
    int st;

    gettimeofday(&now, NULL);
    for (int i = 0; i < MAX_HOOKS; i++) {
        struct hook *h = &hooks[i];
        if (!h->pid)
            continue;
        if (waitpid(h->pid, &st, WNOHANG) == h->pid) {
            say(WIFEXITED(st) ? "exited" : "killed", h);
            h->pid = 0;
            continue;
        }
        if (!h->termed) {
            if (now.tv_sec - h->started.tv_sec > HOOK_LIMIT) hook_term(h); // EXPECT: wall-clock-interval
        } else if (mono() - (h->term_at.tv_sec + h->term_at.tv_nsec / 1e9) > GRACE_SECS) {
            kill(h->pid, SIGKILL);
        }
    }
}

/* Returns nonzero if the uid has to wait. */
int login_failed(uid_t uid)
{
    struct fail *slot = NULL;

    for (int i = 0; i < MAX_FAILS; i++) {
        if (fails[i].count && time(NULL) - fails[i].first > FAIL_WINDOW) memset(&fails[i], 0, sizeof fails[i]); // EXPECT: wall-clock-interval
        if (fails[i].count && fails[i].uid == uid)
            return ++fails[i].count > 5;
        if (!fails[i].count && !slot)
            slot = &fails[i];
    }
    if (slot) {
        slot->uid = uid;
        slot->count = 1;
        slot->first = time(NULL);
    }
    return 0;
}
