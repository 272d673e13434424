// RUN: %tocsin %s
// STD: gnu17
/* ccstate: prepares the state directory of the cluster node agent */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_directory(const char *p)
{
    struct stat st;
    return stat(p, &st) == 0 && S_ISDIR(st.st_mode);
}

/* like mkdir -p: several agents may start at once */
static int make_path(const char *path, mode_t mode)
{
    char tmp[PATH_MAX];
    size_t len = strlen(path);

    if (len == 0 || len >= sizeof tmp) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(tmp, path, len + 1);
    for (char *p = tmp + 1;; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char keep = *p;
        *p = '\0';
        if (mkdir(tmp, mode) != 0) {
            if (errno != EEXIST)
                return -1;
            if (!is_directory(tmp)) {
                errno = ENOTDIR;
                return -1;
            }
        }
        if (keep == '\0')
            return 0;
        *p = keep;
    }
}

static int ensure_dir(const char *dir)
{
    struct stat st;

    if (stat(dir, &st) == 0)
        return 0;
    if (mkdir(dir, 0750) != 0 && errno != EEXIST)
        return -1;
    return 0;
}

static long cpu_quota(void)
{
    long quota = -1;
    FILE *fp;

    if (access("/sys/fs/cgroup/cpu.max", F_OK) != 0)
        return -1;
    fp = fopen("/sys/fs/cgroup/cpu.max", "r");
    if (!fp)
        return -1;
    if (fscanf(fp, "%ld", &quota) != 1)
        quota = -1;
    fclose(fp);
    return quota;
}

int main(int argc, char **argv)
{
    const char *base = argc > 1 ? argv[1] : "/var/lib/ccagent";
    static const char *const sub[] = {"jobs", "logs", "images"};
    char dir[PATH_MAX];

    if (make_path(base, 0755) != 0) {
        fprintf(stderr, "%s: %s\n", base, strerror(errno));
        return 1;
    }
    for (size_t i = 0; i < sizeof sub / sizeof *sub; i++) {
        snprintf(dir, sizeof dir, "%s/%s", base, sub[i]);
        if (ensure_dir(dir) != 0) {
            fprintf(stderr, "%s: %s\n", dir, strerror(errno));
            return 1;
        }
    }

    snprintf(dir, sizeof dir, "%s/quota", base);
    FILE *out = fopen(dir, "w");
    if (!out) {
        perror(dir);
        return 1;
    }
    fprintf(out, "%ld\n", cpu_quota());
    return fclose(out) == 0 ? 0 : 1;
}
