// RUN: %tocsin %s
// STD: gnu17
/* walkeep: removes write-ahead log segments that no replica needs any more */
#include <sys/stat.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WAL_DIR   "/var/lib/ledger/wal"
#define MAX_SLOTS 16

struct repl_slot {
    int  active;
    char segment[32];
    uint64_t attached_ms;
};

struct archive {
    pthread_mutex_t  mu;
    struct repl_slot slot[MAX_SLOTS];
    char             current[32];    /* the writer appends here */
    long             removed;
};

static uint64_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

int slot_attach(struct archive *a, int i, const char *segment)
{
    char path[256];
    int rc = -1;

    snprintf(path, sizeof path, WAL_DIR "/%s", segment);
    pthread_mutex_lock(&a->mu);
    if (!a->slot[i].active && access(path, R_OK) == 0) {
        snprintf(a->slot[i].segment, sizeof a->slot[i].segment, "%s", segment);
        a->slot[i].attached_ms = mono_ms();
        a->slot[i].active = 1;
        rc = open(path, O_RDONLY);
    }
    pthread_mutex_unlock(&a->mu);
    return rc;
}

void slot_detach(struct archive *a, int i)
{
    pthread_mutex_lock(&a->mu);
    a->slot[i].active = 0;
    pthread_mutex_unlock(&a->mu);
}

static int wanted(const struct archive *a, const char *name)
{
    if (strcmp(name, a->current) >= 0)
        return 1;
    for (int i = 0; i < MAX_SLOTS; i++)
        if (a->slot[i].active && strcmp(name, a->slot[i].segment) >= 0)
            return 1;
    return 0;
}

void archive_switch(struct archive *a, const char *segment)
{
    pthread_mutex_lock(&a->mu);
    snprintf(a->current, sizeof a->current, "%s", segment);
    pthread_mutex_unlock(&a->mu);
}

int archive_trim(struct archive *a, time_t keep_s)
{
    struct dirent *de;
    DIR *d = opendir(WAL_DIR);
    time_t cutoff = time(NULL) - keep_s;
    int n = 0;

    if (!d)
        return -errno;
    pthread_mutex_lock(&a->mu);
    while ((de = readdir(d)) != NULL) {
        struct stat st;
        if (strlen(de->d_name) != 24 || wanted(a, de->d_name))
            continue;
        if (fstatat(dirfd(d), de->d_name, &st, 0) != 0 || st.st_mtime > cutoff)
            continue;
        if (unlinkat(dirfd(d), de->d_name, 0) == 0)
            n++;
    }
    a->removed += n;
    pthread_mutex_unlock(&a->mu);
    closedir(d);
    return n;
}

void archive_status(struct archive *a, FILE *out)
{
    uint64_t now = mono_ms();
    pthread_mutex_lock(&a->mu);
    for (int i = 0; i < MAX_SLOTS; i++) {
        uint64_t t = a->slot[i].attached_ms;
        if (a->slot[i].active)
            fprintf(out, "slot %d: %s, attached %llu s\n", i, a->slot[i].segment,
                    (unsigned long long)(now > t ? (now - t) / 1000 : 0));
    }
    fprintf(out, "%ld segments removed so far\n", a->removed);
    pthread_mutex_unlock(&a->mu);
}

int main(void)
{
    static struct archive a = { .mu = PTHREAD_MUTEX_INITIALIZER };
    int fd;
    archive_switch(&a, "00000001000000000000000C");
    fd = slot_attach(&a, 0, "000000010000000000000007");
    if (fd >= 0)
        close(fd);
    if (archive_trim(&a, 3600) < 0)
        return 1;
    archive_status(&a, stdout);
    slot_detach(&a, 0);
    return 0;
}
