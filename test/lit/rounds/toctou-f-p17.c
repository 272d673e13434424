// RUN: %tocsin %s
// STD: gnu17
/* mbox.c: local delivery agent, mailbox handling; runs as root */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

struct mailbox {
    const char *path;
    const char *user;
    uid_t uid;
    gid_t gid;
    int (*notify)(const struct mailbox *mb, const char *event);
};

static int run_biff(const struct mailbox *mb, const char *event)
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0) {
        execl("/usr/bin/biffd", "biffd", mb->user, event, (char *)NULL);
        _exit(127);
    }
    if (pid > 0)
        waitpid(pid, &status, 0);
    return status;
}

static int mailbox_expire(const struct mailbox *mb)
{
    struct stat st;

    if (lstat(mb->path, &st) < 0) {
        if (errno != ENOENT)
            syslog(LOG_ERR, "%s: %m", mb->path);
        return -1;
    }
    switch (st.st_mode & S_IFMT) {
    case S_IFREG:
        break;
    case S_IFLNK:
        syslog(LOG_WARNING, "%s: symbolic link refused", mb->path);
        return -1;
    default:
        return -1;
    }
    if (st.st_uid != mb->uid || st.st_nlink != 1) {
        syslog(LOG_WARNING, "%s: bad owner or link count", mb->path);
        return -1;
    }
    if (st.st_size == 0)
        return 0;
    mb->notify(mb, "expire");
    return truncate(mb->path, 0); // EXPECT: file-toctou
}

static int mailbox_append(const struct mailbox *mb, const char *msg, size_t len)
{
    struct stat st;
    int fresh = 0;
    int fd;

    if (stat(mb->path, &st) < 0) {
        if (errno != ENOENT)
            return -1;
        fresh = 1;
    }
    if (fresh)
        fd = open(mb->path, O_WRONLY | O_APPEND | O_CREAT, 0600); // EXPECT: file-toctou
    else
        fd = open(mb->path, O_WRONLY | O_APPEND | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    if (fresh && fchown(fd, mb->uid, mb->gid) < 0) {
        close(fd);
        return -1;
    }
    if (write(fd, msg, len) != (ssize_t)len) {
        close(fd);
        return -1;
    }
    if (close(fd) < 0)
        return -1;
    mb->notify(mb, "new");
    return 0;
}

int main(int argc, char **argv)
{
    struct mailbox mb = {0};

    if (argc < 5)
        return 64;
    openlog("ldeliver", LOG_PID, LOG_MAIL);
    mb.path = argv[1];
    mb.user = argv[2];
    mb.uid = (uid_t)atoi(argv[3]);
    mb.gid = (gid_t)atoi(argv[4]);
    mb.notify = run_biff;
    if (argc > 5 && strcmp(argv[5], "-x") == 0)
        return mailbox_expire(&mb) ? 75 : 0;
    return mailbox_append(&mb, "From x\n\n", 8) ? 75 : 0;
}
