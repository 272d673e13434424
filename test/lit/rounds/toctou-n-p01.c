// RUN: %tocsin %s
// STD: gnu17
/* siteperm - normalise permissions below a hosted customer's document root.
 * Runs as root from the nightly maintenance timer; the customer keeps write
 * access over SFTP while it runs. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MODE 0640
#define SCRIPT_MODE 0750
#define DIR_MODE 0750

struct tally {
    unsigned long files;
    unsigned long dirs;
    unsigned long skipped;
    unsigned long errors;
};

static struct {
    uid_t site_uid;
    int verbose;
    struct tally t;
} ctx;

static int has_suffix(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && strcmp(s + n - m, suffix) == 0;
}

static mode_t wanted_mode(const char *name)
{
    if (has_suffix(name, ".cgi") || has_suffix(name, ".fcgi"))
        return SCRIPT_MODE;
    return FILE_MODE;
}

static void complain(const char *what, const char *path)
{
    ctx.t.errors++;
    fprintf(stderr, "siteperm: %s %s: %s\n", what, path, strerror(errno));
}

static void normalise_dir(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0) {
        complain("open", path);
        return;
    }
    if (fstat(fd, &st) != 0 || st.st_uid != ctx.site_uid) {
        ctx.t.skipped++;
    } else if ((st.st_mode & 07777) != DIR_MODE) {
        if (fchmod(fd, DIR_MODE) != 0)
            complain("fchmod", path);
        else
            ctx.t.dirs++;
    }
    close(fd);
}

static int visit(const char *path, const struct stat *sb, int type, struct FTW *ftw)
{
    mode_t want;

    switch (type) {
    case FTW_DP:
        normalise_dir(path);
        return 0;
    case FTW_F:
        break;
    case FTW_NS:
    case FTW_DNR:
        ctx.t.errors++;
        return 0;
    default:
        ctx.t.skipped++;
        return 0;
    }

    if (!S_ISREG(sb->st_mode) || sb->st_uid != ctx.site_uid || sb->st_nlink != 1) {
        ctx.t.skipped++;
        return 0;
    }
    want = wanted_mode(path + ftw->base);
    if ((sb->st_mode & 07777) == want)
        return 0;
    if (ctx.verbose)
        printf("%s -> %04o\n", path, (unsigned)want);
    if (chmod(path, want) != 0) // EXPECT: file-toctou
        complain("chmod", path);
    else
        ctx.t.files++;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: siteperm UID DOCROOT [-v]\n");
        return 2;
    }
    ctx.site_uid = (uid_t)strtoul(argv[1], NULL, 10);
    ctx.verbose = argc > 3 && strcmp(argv[3], "-v") == 0;
    if (ctx.site_uid == 0) {
        fprintf(stderr, "siteperm: refusing to work on root's files\n");
        return 2;
    }
    if (nftw(argv[2], visit, 32, FTW_PHYS | FTW_DEPTH | FTW_MOUNT) != 0) {
        perror("siteperm: nftw");
        return 1;
    }
    printf("%lu files, %lu directories changed, %lu skipped, %lu errors\n",
           ctx.t.files, ctx.t.dirs, ctx.t.skipped, ctx.t.errors);
    return ctx.t.errors ? 1 : 0;
}
