// RUN: %tocsin %s
// STD: gnu17
/* Entries of a spool directory are removed; how "old" is written is what varies. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define TTL 3600
#define IS_OLD(st, now) ((now) - (st).st_mtime > TTL)

static pthread_mutex_t claims_lock = PTHREAD_MUTEX_INITIALIZER;
static char claims[64][64];

void claim(int slot, const char *name)
{
    pthread_mutex_lock(&claims_lock);
    snprintf(claims[slot & 63], sizeof claims[0], "%s", name);
    pthread_mutex_unlock(&claims_lock);
}

static bool claimed(const char *name)
{
    for (int i = 0; i < 64; i++)
        if (strcmp(claims[i], name) == 0)
            return true;
    return false;
}

static int look(int d, const char *name, struct stat *st)
{
    return fstatat(d, name, st, AT_SYMLINK_NOFOLLOW);
}

static void difference(int d, const char *name, time_t now)
{
    struct stat st;
    if (fstatat(d, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && now - st.st_mtime > TTL)
        unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}

static void sum(int d, const char *name, time_t now)
{
    struct stat st;
    if (look(d, name, &st) == 0 && st.st_ctim.tv_sec + TTL < now)
        unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}

static void cutoff(int d, const char *name, time_t now)
{
    struct stat st;
    const time_t limit = now - TTL;
    if (look(d, name, &st) != 0 || st.st_mtime >= limit)
        return;
    unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}

static void by_difftime(int d, const char *name, time_t now)
{
    struct stat st;
    if (look(d, name, &st) != 0)
        return;
    double age = difftime(now, st.st_mtime);
    if (age > TTL)
        unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}

static void by_macro(int d, const char *name, time_t now)
{
    struct stat st;
    if (look(d, name, &st) == 0 && S_ISREG(st.st_mode) && IS_OLD(st, now))
        unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}

static bool stale(const struct stat *st, time_t now) { return st->st_mtime < now - TTL; }

static void by_helper(int d, const char *name, time_t now)
{
    struct stat st;
    if (look(d, name, &st) == 0 && stale(&st, now))
        unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}

static void by_ternary(int d, const char *name, time_t now)
{
    struct stat st;
    bool gone = look(d, name, &st) == 0 ? stale(&st, now) : false;
    if (gone)
        unlinkat(d, name, 0); // EXPECT: timestamp-cleanup
}

static void and_unlocked(int d, const char *name, time_t now)
{
    struct stat st;
    int fd = openat(d, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && stale(&st, now))
        unlinkat(d, name, 0);
    close(fd);
}

static void and_unclaimed(int d, const char *name, time_t now)
{
    struct stat st;
    pthread_mutex_lock(&claims_lock);
    if (!claimed(name) && look(d, name, &st) == 0 && stale(&st, now))
        unlinkat(d, name, 0);
    pthread_mutex_unlock(&claims_lock);
}

static void counted(int d, const char *name, time_t now)
{
    static unsigned long old_files;
    struct stat st;
    if (look(d, name, &st) == 0 && IS_OLD(st, now))
        old_files++;
    printf("%s: %lu old\n", name, old_files);
}

int sweep(const char *dir)
{
    static void (*const visit[])(int, const char *, time_t) = {
        difference, sum, cutoff, by_difftime, by_macro, by_helper, by_ternary,
        and_unlocked, and_unclaimed, counted,
    };
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dp = fd < 0 ? NULL : fdopendir(fd);
    if (!dp)
        return -1;
    struct dirent *e;
    for (unsigned i = 0; (e = readdir(dp)) != NULL; i++)
        if (e->d_name[0] != '.')
            visit[i % (sizeof visit / sizeof visit[0])](dirfd(dp), e->d_name, time(NULL));
    return closedir(dp);
}
