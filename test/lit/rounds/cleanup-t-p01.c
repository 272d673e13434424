// RUN: %tocsin %s
// STD: gnu17
/* zonespool: housekeeping of the transfer spool of a secondary name server */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define SPOOL_KEEP_SECS   (6 * 3600)
#define JOURNAL_KEEP_SECS (2 * 86400)

struct sweep_stats {
    unsigned seen;
    unsigned dropped;
    unsigned errors;
};

/* head of a saved zone, host order */
struct zone_head {
    uint32_t magic;
    uint32_t serial;
    uint32_t saved_at;      /* seconds since 1970, by whichever host wrote the file */
    uint32_t refresh;
    uint32_t expire;
};

static uint32_t now32(void)
{
    return (uint32_t)time(NULL);
}

/* an expired zone is answered with SERVFAIL */
int zone_expired(const struct zone_head *h)
{
    return now32() - h->saved_at > h->expire; // EXPECT-MISS: unsigned-age
}

int zone_refresh_due(const struct zone_head *h)
{
    uint32_t now = now32();

    return now > h->saved_at && now - h->saved_at > h->refresh;
}

static int has_suffix(const char *name, const char *suf)
{
    size_t n = strlen(name), s = strlen(suf);
    return n > s && strcmp(name + n - s, suf) == 0;
}

/* 1 when the file was written within the last `keep` seconds, 0 when not, -1 on error */
static int written_within(int dfd, const char *name, time_t keep)
{
    struct stat st;

    if (fstatat(dfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (!S_ISREG(st.st_mode))
        return 1;
    return difftime(time(NULL), st.st_mtim.tv_sec) <= (double)keep;
}

static void sweep_axfr(int dfd, DIR *d, struct sweep_stats *ss)
{
    struct dirent *de;

    while ((de = readdir(d)) != NULL) {
        if (!has_suffix(de->d_name, ".axfr"))
            continue;
        ss->seen++;
        switch (written_within(dfd, de->d_name, SPOOL_KEEP_SECS)) {
        case 1:
            continue;
        case -1:
            ss->errors++;
            continue;
        }
        if (unlinkat(dfd, de->d_name, 0) == 0) // EXPECT: timestamp-cleanup
            ss->dropped++;
        else if (errno != ENOENT)
            ss->errors++;
    }
}

/* the journal writer keeps LOCK_SH on a journal for as long as it is open */
static int journal_retire(int dfd, const char *name, struct sweep_stats *ss)
{
    struct stat st;
    int fd = openat(dfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return 0;
    }
    if (fstat(fd, &st) == 0 && st.st_mtim.tv_sec + JOURNAL_KEEP_SECS < time(NULL)) {
        if (unlinkat(dfd, name, 0) == 0)
            ss->dropped++;
        else
            ss->errors++;
    }
    close(fd);
    return 0;
}

static void sweep_journals(int dfd, DIR *d, struct sweep_stats *ss)
{
    struct dirent *de;

    rewinddir(d);
    while ((de = readdir(d)) != NULL) {
        if (!has_suffix(de->d_name, ".jnl"))
            continue;
        ss->seen++;
        if (journal_retire(dfd, de->d_name, ss) != 0)
            ss->errors++;
    }
}

int zonespool_housekeep(const char *spool)
{
    struct sweep_stats ss = {0};
    DIR *d = opendir(spool);

    if (d == NULL) {
        syslog(LOG_ERR, "zonespool: %s: %m", spool);
        return -1;
    }
    sweep_axfr(dirfd(d), d, &ss);
    sweep_journals(dirfd(d), d, &ss);
    closedir(d);
    syslog(LOG_INFO, "zonespool: %u seen, %u dropped, %u errors", ss.seen, ss.dropped, ss.errors);
    return ss.errors ? 1 : 0;
}
