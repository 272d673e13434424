// RUN: %tocsin %s
// STD: gnu17
/* keyagentd - unlocks wallet keys for local clients and locks them again after a while. */
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct grant {
    struct grant *next;
    uid_t uid;
    char key_id[40];
    unsigned char secret[32];
    time_t unlocked;
    int refs;
};

struct ticket {
    struct ticket *next;
    unsigned serial;
    struct timespec issued;
    bool in_use;
};

static pthread_mutex_t agent_lock = PTHREAD_MUTEX_INITIALIZER;
static struct grant *grants;
static struct ticket *tickets;
static time_t conf_mtime;
static long idle_s = 900;
static long ticket_s = 60;

static void agent_log(const char *fmt, ...)
{
    char stamp[32];
    time_t t = time(NULL);
    struct tm tm;
    va_list ap;

    strftime(stamp, sizeof stamp, "%F %T", localtime_r(&t, &tm));
    fprintf(stderr, "%s keyagentd: ", stamp);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
}

static void reload_if_changed(const char *conf)
{
    struct stat st;

    if (stat(conf, &st) == 0 && st.st_mtime > conf_mtime) {
        FILE *f = fopen(conf, "re");
        long v;

        if (f && fscanf(f, "idle=%ld", &v) == 1 && v > 0) {
            pthread_mutex_lock(&agent_lock);
            idle_s = v;
            pthread_mutex_unlock(&agent_lock);
        }
        if (f)
            fclose(f);
        conf_mtime = st.st_mtime;
    }
}

static struct grant *grant_get(uid_t uid, const char *key_id)
{
    struct grant *g;

    pthread_mutex_lock(&agent_lock);
    for (g = grants; g; g = g->next)
        if (g->uid == uid && !strcmp(g->key_id, key_id))
            break;
    if (g)
        g->refs++;
    pthread_mutex_unlock(&agent_lock);
    return g;
}

static void grant_put(struct grant *g)
{
    pthread_mutex_lock(&agent_lock);
    g->refs--;
    pthread_mutex_unlock(&agent_lock);
}

static int grant_add(uid_t uid, const char *key_id, const unsigned char secret[32])
{
    struct grant *g = calloc(1, sizeof *g);

    if (!g)
        return -1;
    g->uid = uid;
    snprintf(g->key_id, sizeof g->key_id, "%s", key_id);
    memcpy(g->secret, secret, sizeof g->secret);
    g->unlocked = time(NULL);
    pthread_mutex_lock(&agent_lock);
    g->next = grants;
    grants = g;
    pthread_mutex_unlock(&agent_lock);
    agent_log("unlocked %s for uid %u\n", key_id, (unsigned)uid);
    return 0;
}

static void relock_pass(void)
{
    time_t now = time(NULL);
    struct grant **pp, *g;

    pthread_mutex_lock(&agent_lock);
    for (pp = &grants; (g = *pp) != NULL; ) {
        if (g->refs > 0 || now - g->unlocked < idle_s) { // EXPECT: wall-clock-interval
            pp = &g->next;
            continue;
        }
        *pp = g->next;
        explicit_bzero(g->secret, sizeof g->secret);
        free(g);
    }
    pthread_mutex_unlock(&agent_lock);
}

static void ticket_pass(void)
{
    struct timespec now;
    struct ticket **pp, *t;

    pthread_mutex_lock(&agent_lock);
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (pp = &tickets; (t = *pp) != NULL; ) {
        if (!t->in_use && now.tv_sec - t->issued.tv_sec >= ticket_s) {
            *pp = t->next;
            free(t);
        } else {
            pp = &t->next;
        }
    }
    pthread_mutex_unlock(&agent_lock);
}

static void *upkeep_main(void *conf)
{
    for (;;) {
        reload_if_changed(conf);
        relock_pass();
        ticket_pass();
        sleep(5);
    }
    return NULL;
}

int main(void)
{
    unsigned char secret[32] = { 7 };
    pthread_t tid;
    char line[64];

    if (pthread_create(&tid, NULL, upkeep_main, "/etc/keyagentd.conf"))
        return 1;
    for (unsigned serial = 1; fgets(line, sizeof line, stdin); serial++) {
        struct grant *g;
        struct ticket *t = calloc(1, sizeof *t);

        line[strcspn(line, "\n")] = '\0';
        if (t) {
            t->serial = serial;
            clock_gettime(CLOCK_MONOTONIC, &t->issued);
            pthread_mutex_lock(&agent_lock);
            t->next = tickets;
            tickets = t;
            pthread_mutex_unlock(&agent_lock);
        }
        g = grant_get(getuid(), line);
        if (!g) {
            grant_add(getuid(), line, secret); // EXPECT-NOISE: check-then-act
            continue;
        }
        printf("%02x\n", g->secret[0]);
        grant_put(g);
    }
    return 0;
}
