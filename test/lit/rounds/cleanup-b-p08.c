// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static time_t horizon_at;
static off_t reclaimed;
static unsigned kept;

static int is_core(const char *name)
{
    return strncmp(name, "core.", 5) == 0 || strstr(name, ".dmp") != NULL;
}

static int visit(const char *path, const struct stat *sb, int type, struct FTW *ftw)
{
    if (type != FTW_F || !is_core(path + ftw->base))
        return 0;
    if (sb->st_mtime >= horizon_at) {
        kept++;
        return 0;
    }
    if (unlink(path) != 0) { // EXPECT: timestamp-cleanup
        syslog(LOG_WARNING, "cannot drop %s: %s", path, strerror(errno));
        return 0;
    }
    reclaimed += sb->st_size;
    return 0;
}

static int report_symbols(const char *core)
{
    char cmd[512];
    snprintf(cmd, sizeof cmd, "eu-stack --core='%s' > '%s.txt'", core, core);
    return system(cmd);
}

int main(int argc, char **argv)
{
    const char *root = "/var/crash";
    long days = 10;
    int opt;

    while ((opt = getopt(argc, argv, "r:d:s:")) != -1) {
        if (opt == 'r')
            root = optarg;
        else if (opt == 'd')
            days = strtol(optarg, NULL, 10);
        else if (opt == 's')
            return report_symbols(optarg) != 0;
        else
            return 2;
    }
    if (days <= 0)
        return 2;
    openlog("corekeep", LOG_PID, LOG_DAEMON);
    horizon_at = time(NULL) - days * 86400;
    if (nftw(root, visit, 16, FTW_PHYS | FTW_MOUNT) != 0) {
        syslog(LOG_ERR, "walk of %s failed", root);
        return 1;
    }
    printf("reclaimed %lld bytes, %u recent\n", (long long)reclaimed, kept);
    return 0;
}
