// RUN: %tocsin %s
// STD: gnu17
/* Regression: ownership and type tests in front of acts that run, load, attach or enter a thing. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

static int trusted(const struct stat *st) {
    return st->st_uid == 0 && (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

int hook_run_by_name(const char *hook) {
    struct stat st;
    if (stat(hook, &st) != 0 || !trusted(&st))
        return -EPERM;
    execl(hook, hook, "post-start", (char *)NULL); // EXPECT: file-toctou
    return -errno;
}

int hook_run_by_descriptor(const char *hook) {
    struct stat st;
    char *argv[] = {(char *)hook, "post-start", NULL};
    int fd = open(hook, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && trusted(&st))
        fexecve(fd, argv, environ);
    close(fd);
    return -EPERM;
}

void *codec_load_by_name(const char *so) {
    struct stat st;
    int refuse = lstat(so, &st) != 0 || !S_ISREG(st.st_mode) || !trusted(&st);
    return refuse ? NULL : dlopen(so, RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
}

void *codec_load_by_descriptor(const char *so) {
    struct stat st;
    char self[64];
    void *mod = NULL;
    int fd = open(so, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && trusted(&st)) {
        snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
        mod = dlopen(self, RTLD_NOW | RTLD_LOCAL);
    }
    close(fd);
    return mod;
}

int volume_attach_by_name(const char *dev, const char *target, uid_t user) {
    struct stat st;
    if (lstat(target, &st) != 0)
        return -errno;
    if (!S_ISDIR(st.st_mode) || st.st_uid != user)
        return -EACCES;
    return mount(dev, target, "ext4", MS_NOSUID | MS_NODEV, NULL); // EXPECT: file-toctou
}

int volume_attach_by_descriptor(const char *dev, const char *target, uid_t user) {
    struct stat st;
    char self[64];
    int rc = -EACCES;
    int fd = open(target, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    if (fstat(fd, &st) == 0 && st.st_uid == user) {
        snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
        rc = mount(dev, self, "ext4", MS_NOSUID | MS_NODEV, NULL);
    }
    close(fd);
    return rc;
}

int jail_enter_by_name(const char *root) {
    struct stat st;
    if (stat(root, &st) == 0 && S_ISDIR(st.st_mode) && trusted(&st)) {
        if (chroot(root) == 0) // EXPECT: file-toctou
            return chdir("/");
    }
    return -1;
}

int jail_enter_by_descriptor(const char *root) {
    struct stat st;
    int rc = -1;
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && trusted(&st) && fchdir(fd) == 0)
        rc = chroot(".");
    close(fd);
    return rc;
}

int agent_connect_owner_first(int s, const char *path) {
    struct sockaddr_un sa = {.sun_family = AF_UNIX};
    struct stat st;
    snprintf(sa.sun_path, sizeof sa.sun_path, "%s", path);
    if (stat(path, &st) != 0 || !S_ISSOCK(st.st_mode) || st.st_uid != geteuid())
        return -EACCES;
    return connect(s, (struct sockaddr *)&sa, sizeof sa); // EXPECT: file-toctou
}

int agent_connect_peer_after(int s, const char *path) {
    struct sockaddr_un sa = {.sun_family = AF_UNIX};
    struct ucred peer;
    socklen_t len = sizeof peer;
    snprintf(sa.sun_path, sizeof sa.sun_path, "%s", path);
    if (connect(s, (struct sockaddr *)&sa, sizeof sa) != 0)
        return -errno;
    if (getsockopt(s, SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0 || peer.uid != geteuid())
        return -EACCES;
    return 0;
}
