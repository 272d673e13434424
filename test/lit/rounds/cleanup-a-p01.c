// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define PART_MAX_SECS (6 * 3600)
#define PREVIEW_MAX_SECS (14 * 86400)
#define CHUNK_MAX_SECS (2 * 86400)

struct sweep_stats {
    unsigned seen;
    unsigned removed;
    unsigned failed;
};

static int has_suffix(const char *name, const char *suffix)
{
    size_t n = strlen(name), s = strlen(suffix);
    return n > s && strcmp(name + n - s, suffix) == 0;
}

/* Uploads are streamed by the http front end into <id>.part and renamed when complete. */
static int drop_partial(int dfd, const char *name, time_t now, struct sweep_stats *st)
{
    struct stat sb;

    if (!has_suffix(name, ".part"))
        return 0;
    st->seen++;
    if (fstatat(dfd, name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? 0 : -1;
    if (!S_ISREG(sb.st_mode))
        return 0;
    if (now - sb.st_mtime < PART_MAX_SECS)
        return 0;
    if (unlinkat(dfd, name, 0) != 0) { // EXPECT: timestamp-cleanup
        st->failed++;
        return -1;
    }
    st->removed++;
    return 0;
}

static int drop_preview(int dfd, const char *name, time_t now, struct sweep_stats *st)
{
    struct stat sb;
    double unread;

    if (!has_suffix(name, ".jpg") || fstatat(dfd, name, &sb, 0) != 0)
        return 0;
    st->seen++;
    unread = difftime(now, sb.st_atime);
    if (unread > PREVIEW_MAX_SECS) {
        if (unlinkat(dfd, name, 0) == 0) // EXPECT: timestamp-cleanup
            st->removed++;
        else
            st->failed++;
    }
    return 0;
}

/* Chunk writers keep LOCK_EX on the chunk for as long as they append to it. */
static int drop_chunk(int dfd, const char *name, time_t now, struct sweep_stats *st)
{
    struct stat sb;
    int fd = openat(dfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return 0;
    st->seen++;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &sb) != 0) {
        close(fd);
        return 0;
    }
    if (S_ISREG(sb.st_mode) && now - sb.st_mtime > CHUNK_MAX_SECS) {
        if (unlinkat(dfd, name, 0) == 0)
            st->removed++;
        else
            st->failed++;
    }
    close(fd);
    return 0;
}

typedef int (*entry_fn)(int, const char *, time_t, struct sweep_stats *);

static int sweep(const char *root, entry_fn fn, struct sweep_stats *st)
{
    DIR *d = opendir(root);
    struct dirent *de;

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (de->d_name[0] == '.')
            continue;
        if (fn(dirfd(d), de->d_name, time(NULL), st) != 0)
            syslog(LOG_WARNING, "%s/%s: %s", root, de->d_name, strerror(errno));
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    const char *base = argc > 1 ? argv[1] : "/srv/ingest";
    char path[4096];
    struct sweep_stats st = {0, 0, 0};

    openlog("ingest-sweep", LOG_PID, LOG_DAEMON);
    snprintf(path, sizeof path, "%s/incoming", base);
    sweep(path, drop_partial, &st);
    snprintf(path, sizeof path, "%s/previews", base);
    sweep(path, drop_preview, &st);
    snprintf(path, sizeof path, "%s/chunks", base);
    sweep(path, drop_chunk, &st);
    printf("seen=%u removed=%u failed=%u\n", st.seen, st.removed, st.failed);
    return st.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
