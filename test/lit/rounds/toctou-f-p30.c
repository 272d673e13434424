// RUN: %tocsin %s
// STD: gnu17
/* sessgc: removes stale web sessions, adopts those of migrated pools; root cron job */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SESS_PREFIX "sess_"

struct gc {
    const char *dir;
    time_t lifetime;
    uid_t old_pool;
    uid_t new_pool;
    int removed, adopted, errors;
};

static char *sess_file(const struct gc *g, const char *name, char *buf, size_t len)
{
    snprintf(buf, len, "%s/%s", g->dir, name);
    return buf;
}

static int sess_name(const char *name)
{
    size_t i, n = strlen(name);

    if (strncmp(name, SESS_PREFIX, sizeof SESS_PREFIX - 1) != 0 || n > 64)
        return 0;
    for (i = sizeof SESS_PREFIX - 1; i < n; i++)
        if (strchr("0123456789abcdef", name[i]) == NULL)
            return 0;
    return 1;
}

static void expire_one(struct gc *g, const char *name, time_t now)
{
    char probe[512], victim[512];
    struct stat st;

    if (lstat(sess_file(g, name, probe, sizeof probe), &st) != 0)
        return;
    if (!S_ISREG(st.st_mode))
        return;
    if (now - st.st_mtime <= g->lifetime)
        return;
    if (unlink(sess_file(g, name, victim, sizeof victim)) == 0) // EXPECT: file-toctou, timestamp-cleanup
        g->removed++;
    else if (errno != ENOENT)
        g->errors++;
}

static void adopt_one(struct gc *g, const char *name)
{
    char path[512];
    struct stat st;

    snprintf(path, sizeof path, "%s/%s", g->dir, name);
    if (fstatat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
        goto failed;
    if (S_ISLNK(st.st_mode) || st.st_uid != g->old_pool)
        return;
    if (fchownat(AT_FDCWD, path, g->new_pool, (gid_t)-1, 0) != 0) // EXPECT: file-toctou
        goto failed;
    g->adopted++;
    return;
failed:
    if (errno != ENOENT) {
        fprintf(stderr, "sessgc: %s: %s\n", path, strerror(errno));
        g->errors++;
    }
}

static int gc_run(struct gc *g)
{
    struct dirent *de;
    time_t now = time(NULL);
    DIR *d = opendir(g->dir);

    if (d == NULL)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (!sess_name(de->d_name))
            continue;
        expire_one(g, de->d_name, now);
        if (g->new_pool != (uid_t)-1)
            adopt_one(g, de->d_name);
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    struct gc g = {.dir = "/var/tmp/sessions", .lifetime = 1440, .new_pool = (uid_t)-1};
    int opt;

    while ((opt = getopt(argc, argv, "d:l:f:t:")) != -1) {
        switch (opt) {
        case 'd': g.dir = optarg; break;
        case 'l': g.lifetime = atol(optarg); break;
        case 'f': g.old_pool = (uid_t)atol(optarg); break;
        case 't': g.new_pool = (uid_t)atol(optarg); break;
        default: return 2;
        }
    }
    if (gc_run(&g) != 0) {
        perror(g.dir);
        return 1;
    }
    printf("removed %d, adopted %d, errors %d\n", g.removed, g.adopted, g.errors);
    return g.errors != 0;
}
