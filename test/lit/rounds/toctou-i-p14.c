// RUN: %tocsin %s
// STD: gnu17
/* fax spool housekeeping: drops blank pages and cuts run-away session logs */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

struct spool_limits {
    off_t log_cap;
    unsigned max_entries;
};

struct spool_counts {
    unsigned seen, blank, cut;
};

static int has_suffix(const char *name, const char *suf)
{
    size_t n = strlen(name), s = strlen(suf);

    return n > s && strcmp(name + n - s, suf) == 0;
}

static int join(char *out, size_t cap, const char *dir, const char *name)
{
    int n = snprintf(out, cap, "%s/%s", dir, name);

    return n > 0 && (size_t)n < cap ? 0 : -1;
}

static void tidy_entry(const char *path, const struct spool_limits *lim, struct spool_counts *c)
{
    struct stat st;

    if (lstat(path, &st) < 0) {
        if (errno != ENOENT)
            syslog(LOG_WARNING, "%s: %s", path, strerror(errno));
        return;
    }
    if (!S_ISREG(st.st_mode))
        return;

    if (has_suffix(path, ".tif") && st.st_size == 0) {
        if (unlink(path) == 0) // EXPECT: file-toctou
            c->blank++;
        return;
    }
    if (has_suffix(path, ".log") && st.st_size > lim->log_cap) {
        if (truncate(path, lim->log_cap) < 0) // EXPECT: file-toctou
            syslog(LOG_WARNING, "truncate %s: %s", path, strerror(errno));
        else
            c->cut++;
    }
}

static int tidy_dir(const char *dir, const struct spool_limits *lim, struct spool_counts *c)
{
    char path[PATH_MAX];
    struct dirent *e;
    DIR *d = opendir(dir);

    if (!d) {
        syslog(LOG_ERR, "%s: %s", dir, strerror(errno));
        return -1;
    }
    while ((e = readdir(d)) && c->seen < lim->max_entries) {
        if (e->d_name[0] == '.')
            continue;
        c->seen++;
        if (join(path, sizeof path, dir, e->d_name) == 0)
            tidy_entry(path, lim, c);
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    struct spool_limits lim = { 4 << 20, 100000 };
    int i, rc = 0;

    openlog("faxtidy", 0, LOG_DAEMON);
    for (i = 1; i < argc; i++) {
        struct spool_counts c = { 0, 0, 0 };

        if (tidy_dir(argv[i], &lim, &c) != 0)
            rc = 1;
        syslog(LOG_INFO, "%s: %u seen, %u blank, %u cut", argv[i], c.seen, c.blank, c.cut);
    }
    return rc;
}
