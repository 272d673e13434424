// RUN: %tocsin %s
// STD: gnu17
/* Start-up of the metering daemon: run directory, pid file, control socket, report file. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

struct daemon_cfg {
    const char *pid_path;
    const char *sock_path;
    const char *admin_sock_path;
    const char *report_path;
    uid_t run_uid;
    gid_t run_gid;
};

static void fill_addr(struct sockaddr_un *sa, const char *path)
{
    memset(sa, 0, sizeof *sa);
    sa->sun_family = AF_UNIX;
    snprintf(sa->sun_path, sizeof sa->sun_path, "%s", path);
}

/* 0 when this process is now the one instance. */
int pid_claim(const struct daemon_cfg *cfg)
{
    long other = 0;
    FILE *f = fopen(cfg->pid_path, "re");
    if (f) {
        int got = fscanf(f, "%ld", &other);
        fclose(f);
        if (got == 1 && other > 0 && kill((pid_t)other, 0) == 0) {
            syslog(LOG_ERR, "already running as %ld", other);
            return -1;
        }
    }
    f = fopen(cfg->pid_path, "we"); // EXPECT: file-toctou
    if (!f)
        return -1;
    fprintf(f, "%ld\n", (long)getpid());
    return fclose(f);
}

/* As pid_claim(), for file systems with working locks; keeps the descriptor for the process's life. */
int pid_claim_locked(const struct daemon_cfg *cfg)
{
    int fd = open(cfg->pid_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return -1;
    }
    if (ftruncate(fd, 0) != 0 || dprintf(fd, "%ld\n", (long)getpid()) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

int open_socket(const struct daemon_cfg *cfg)
{
    struct sockaddr_un sa;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    fill_addr(&sa, cfg->sock_path);
    if (bind(fd, (struct sockaddr *)&sa, sizeof sa) != 0 || listen(fd, 16) != 0)
        goto fail;
    if (chmod(cfg->sock_path, 0600) != 0) // EXPECT: create-then-name
        goto fail;
    return fd;
fail:
    syslog(LOG_ERR, "%s: %m", cfg->sock_path);
    close(fd);
    return -1;
}

int open_admin_socket(const struct daemon_cfg *cfg)
{
    struct sockaddr_un sa;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    fill_addr(&sa, cfg->admin_sock_path);
    mode_t old = umask(0177);
    int rc = bind(fd, (struct sockaddr *)&sa, sizeof sa);
    umask(old);
    if (rc != 0 || listen(fd, 4) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* The report lives in a directory the service account may write to. */
int write_report(const struct daemon_cfg *cfg, const char *text)
{
    int fd = open(cfg->report_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    ssize_t n = write(fd, text, strlen(text));
    if (close(fd) != 0 || n != (ssize_t)strlen(text))
        return -1;
    return chown(cfg->report_path, cfg->run_uid, cfg->run_gid); // EXPECT: create-then-name
}

int write_summary(const struct daemon_cfg *cfg, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s.summary", cfg->report_path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    ssize_t n = write(fd, text, strlen(text));
    int rc = fchown(fd, cfg->run_uid, cfg->run_gid);
    if (fchmod(fd, 0640) != 0)
        rc = -1;
    if (close(fd) != 0 || n != (ssize_t)strlen(text))
        rc = -1;
    return rc;
}
