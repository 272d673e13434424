// RUN: %tocsin %s
// STD: gnu17
/* Log segments of the replication journal.  Followers read segments by file
 * name; each announces the lowest segment it still needs in its slot. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_FOLLOWERS 16
#define SLOT_FREE UINT64_MAX

struct segment {
    uint64_t seqno;
    time_t sealed;
};

struct journal {
    pthread_mutex_t mu;
    int dirfd;
    struct segment *segs;
    size_t nsegs;
    uint64_t slots[MAX_FOLLOWERS];
    time_t keep;
};

static void segment_name(char *buf, size_t len, uint64_t seqno)
{
    snprintf(buf, len, "%016llx.seg", (unsigned long long)seqno);
}

static uint64_t lowest_needed(const struct journal *j)
{
    uint64_t low = SLOT_FREE;
    for (int i = 0; i < MAX_FOLLOWERS; i++)
        if (j->slots[i] < low)
            low = j->slots[i];
    return low;
}

int journal_follow(struct journal *j, uint64_t *first)
{
    int slot = -1;

    pthread_mutex_lock(&j->mu);
    for (int i = 0; i < MAX_FOLLOWERS && j->nsegs; i++) {
        if (j->slots[i] == SLOT_FREE) {
            *first = j->slots[i] = j->segs[0].seqno;
            slot = i;
            break;
        }
    }
    pthread_mutex_unlock(&j->mu);
    return slot;
}

void journal_advance(struct journal *j, int slot, uint64_t seqno)
{
    pthread_mutex_lock(&j->mu);
    j->slots[slot] = seqno;
    pthread_mutex_unlock(&j->mu);
}

int journal_open_segment(struct journal *j, uint64_t seqno)
{
    char name[32];
    segment_name(name, sizeof(name), seqno);
    return openat(j->dirfd, name, O_RDONLY | O_CLOEXEC);
}

static bool past_retention(const struct journal *j, const struct segment *s)
{
    return s->sealed + j->keep < time(NULL);
}

size_t journal_truncate(struct journal *j)
{
    size_t n = 0;
    uint64_t low;

    pthread_mutex_lock(&j->mu);
    low = lowest_needed(j);
    while (n + 1 < j->nsegs) {
        const struct segment *s = &j->segs[n];
        char name[32];

        if (s->seqno >= low || !past_retention(j, s))
            break;
        segment_name(name, sizeof(name), s->seqno);
        if (unlinkat(j->dirfd, name, 0) == -1 && errno != ENOENT) {
            fprintf(stderr, "%s: %s\n", name, strerror(errno));
            break;
        }
        n++;
    }
    memmove(j->segs, j->segs + n, (j->nsegs - n) * sizeof(*j->segs));
    j->nsegs -= n;
    pthread_mutex_unlock(&j->mu);
    return n;
}

static void *follower_main(void *arg)
{
    struct journal *j = arg;
    uint64_t first = 0;
    int slot = journal_follow(j, &first);

    if (slot < 0)
        return NULL;
    for (uint64_t seq = first; seq < 32; seq++) {
        int fd = journal_open_segment(j, seq);
        if (fd != -1)
            close(fd);
        journal_advance(j, slot, seq + 1);
    }
    journal_advance(j, slot, SLOT_FREE);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct journal j = { .mu = PTHREAD_MUTEX_INITIALIZER, .keep = 3600 };
    pthread_t th[4];

    if (argc < 2 || (j.dirfd = open(argv[1], O_RDONLY | O_DIRECTORY)) == -1)
        return EXIT_FAILURE;
    if (!(j.segs = calloc(32, sizeof(*j.segs))))
        return EXIT_FAILURE;
    for (uint64_t i = 0; i < 32; i++) {
        struct stat st;
        char name[32];
        segment_name(name, sizeof(name), i);
        if (fstatat(j.dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
            j.segs[j.nsegs++] = (struct segment){ .seqno = i, .sealed = st.st_mtime };
    }
    for (int i = 0; i < MAX_FOLLOWERS; i++)
        j.slots[i] = SLOT_FREE;
    for (int i = 0; i < 4; i++)
        if (pthread_create(&th[i], NULL, follower_main, &j) != 0)
            abort();
    printf("%zu segments dropped\n", journal_truncate(&j));
    for (int i = 0; i < 4; i++)
        pthread_join(th[i], NULL);
    close(j.dirfd);
    free(j.segs);
    return EXIT_SUCCESS;
}
