// RUN: %tocsin %s
// STD: gnu17
/* Log daemon: started as root, prepares files and sockets, then serves as the log user. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

struct owner {
    uid_t uid;
    gid_t gid;
};

static struct owner g_from, g_to;

static int open_log(const char *path, mode_t mode)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, mode);

    if (fd < 0)
        syslog(LOG_ERR, "%s: %s", path, strerror(errno));
    return fd;
}

/* Plain channel logs: opened again by the channel itself once privileges are dropped. */
int channel_prepare(const char *dir, const char *channel, const struct owner *o)
{
    char path[512];
    int fd;

    snprintf(path, sizeof path, "%s/%s.log", dir, channel);
    fd = open_log(path, 0640);
    if (fd < 0)
        return -1;
    if (dprintf(fd, "-- channel %s --\n", channel) < 0)
        syslog(LOG_WARNING, "%s: header not written", path);
    close(fd);
    if (chown(path, o->uid, o->gid) != 0) { // EXPECT: create-then-name
        syslog(LOG_ERR, "chown %s: %s", path, strerror(errno));
        return -1;
    }
    return 0;
}

int audit_prepare(const char *dir, const struct owner *o)
{
    char path[512];
    int fd;

    snprintf(path, sizeof path, "%s/audit.log", dir);
    fd = open_log(path, 0600);
    if (fd < 0)
        return -1;
    if (fchown(fd, o->uid, o->gid) != 0 || fchmod(fd, 0600) != 0) {
        syslog(LOG_ERR, "%s: %s", path, strerror(errno));
        close(fd);
        return -1;
    }
    return fd;
}

static int adopt_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)ftw;
    if (type != FTW_F || !S_ISREG(st->st_mode) || st->st_uid != g_from.uid)
        return 0;
    if (chown(path, g_to.uid, g_to.gid) != 0) // EXPECT: file-toctou
        syslog(LOG_WARNING, "adopt %s: %s", path, strerror(errno));
    return 0;
}

static int adopt_one_pinned(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    struct stat now;
    int fd;

    (void)st;
    (void)ftw;
    if (type != FTW_F)
        return 0;
    fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (fstat(fd, &now) == 0 && S_ISREG(now.st_mode) && now.st_nlink == 1 && now.st_uid == g_from.uid
        && fchownat(fd, "", g_to.uid, g_to.gid, AT_EMPTY_PATH) != 0)
        syslog(LOG_WARNING, "adopt %s: %s", path, strerror(errno));
    close(fd);
    return 0;
}

/* Log directories are writable by the channels' own accounts. */
int adopt_tree(const char *dir, struct owner from, struct owner to, int archive)
{
    g_from = from;
    g_to = to;
    return nftw(dir, archive ? adopt_one_pinned : adopt_one, 16, FTW_PHYS | FTW_MOUNT);
}

static int fill_addr(struct sockaddr_un *sa, const char *path)
{
    memset(sa, 0, sizeof *sa);
    sa->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof sa->sun_path)
        return -1;
    strcpy(sa->sun_path, path);
    return 0;
}

int control_listen(const char *path)
{
    struct sockaddr_un sa;
    int s;

    if (fill_addr(&sa, path) != 0)
        return -1;
    s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0)
        return -1;
    if (bind(s, (struct sockaddr *)&sa, sizeof sa) != 0 || listen(s, 8) != 0)
        goto fail;
    if (chmod(sa.sun_path, 0600) != 0) // EXPECT: create-then-name
        goto fail;
    return s;
fail:
    syslog(LOG_ERR, "%s: %s", path, strerror(errno));
    close(s);
    return -1;
}

/* Runs before any thread exists. */
int status_listen(const char *path)
{
    struct sockaddr_un sa;
    mode_t old;
    int s, rc;

    if (fill_addr(&sa, path) != 0)
        return -1;
    s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0)
        return -1;
    old = umask(0117);
    rc = bind(s, (struct sockaddr *)&sa, sizeof sa);
    umask(old);
    if (rc != 0 || listen(s, 8) != 0) {
        close(s);
        return -1;
    }
    return s;
}
