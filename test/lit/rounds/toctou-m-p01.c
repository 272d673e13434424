// RUN: %tocsin %s
// STD: gnu17
/* Local delivery agent (runs as root): appends to user mailboxes, re-owns spools after a uid change. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define SPOOL "/var/mail"

struct mailbox {
    char path[256];
    uid_t uid;
    gid_t gid;
};

static uid_t reown_from, reown_to;

static int mailbox_for(const char *user, struct mailbox *mb)
{
    struct passwd *pw = getpwnam(user);
    if (!pw || strchr(user, '/'))
        return -1;
    mb->uid = pw->pw_uid;
    mb->gid = pw->pw_gid;
    int n = snprintf(mb->path, sizeof mb->path, SPOOL "/%s", user);
    return n > 0 && n < (int)sizeof mb->path ? 0 : -1;
}

static bool plain_file_of(const struct stat *st, uid_t uid)
{
    return S_ISREG(st->st_mode) && st->st_uid == uid && st->st_nlink == 1;
}

static int append_all(int fd, const char *msg, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, msg, len);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return -1;
        }
        msg += n;
        len -= (size_t)n;
    }
    return fsync(fd);
}

int deliver(const char *user, const char *msg, size_t len)
{
    struct mailbox mb;
    struct stat st;
    if (mailbox_for(user, &mb) != 0)
        return -1;
    if (lstat(mb.path, &st) != 0 || !plain_file_of(&st, mb.uid)) {
        syslog(LOG_WARNING, "%s: not a mailbox", mb.path);
        return -1;
    }
    int fd = open(mb.path, O_WRONLY | O_APPEND | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX) != 0) {
        close(fd);
        return -1;
    }
    int rc = append_all(fd, msg, len);
    close(fd);
    return rc;
}

int deliver_archive(const char *user, const char *msg, size_t len)
{
    struct mailbox mb;
    struct stat st;
    if (mailbox_for(user, &mb) != 0)
        return -1;
    strncat(mb.path, ".archive", sizeof mb.path - strlen(mb.path) - 1);
    int fd = open(mb.path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0 || !plain_file_of(&st, mb.uid)) {
        syslog(LOG_WARNING, "%s: not a mailbox", mb.path);
        close(fd);
        return -1;
    }
    int rc = append_all(fd, msg, len);
    close(fd);
    return rc;
}

static int reown_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)ftw;
    if (type != FTW_F || st->st_uid != reown_from)
        return 0;
    if (chown(path, reown_to, (gid_t)-1) != 0) // EXPECT: file-toctou
        syslog(LOG_ERR, "chown %s: %m", path);
    return 0;
}

static int reown_entry_fd(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    struct stat now;
    (void)ftw;
    if (type != FTW_F || st->st_uid != reown_from)
        return 0;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (fstat(fd, &now) == 0 && plain_file_of(&now, reown_from) &&
        now.st_dev == st->st_dev && now.st_ino == st->st_ino && fchown(fd, reown_to, (gid_t)-1) != 0)
        syslog(LOG_ERR, "chown %s: %m", path);
    close(fd);
    return 0;
}

int reown_maildir(const char *dir, uid_t from, uid_t to)
{
    reown_from = from;
    reown_to = to;
    return nftw(dir, reown_entry, 16, FTW_PHYS | FTW_MOUNT);
}

int reown_drafts(const char *dir, uid_t from, uid_t to)
{
    reown_from = from;
    reown_to = to;
    return nftw(dir, reown_entry_fd, 16, FTW_PHYS | FTW_MOUNT);
}
