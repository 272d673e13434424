// RUN: %tocsin %s
// STD: gnu17
/* The same question, different things done with the name. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

int act_mode(const char *file)
{
    struct stat st;
    if (stat(file, &st) != 0)
        return -1;
    if (st.st_uid != getuid())
        return -1;
    return chmod(file, st.st_mode | S_IRGRP); // EXPECT: file-toctou
}

int act_owner(const char *file, uid_t to)
{
    struct stat st;
    if (lstat(file, &st) == 0 && S_ISREG(st.st_mode))
        return chown(file, to, (gid_t)-1); // EXPECT: file-toctou
    return -1;
}

int act_shrink(const char *file)
{
    if (access(file, W_OK))
        return -1;
    return truncate(file, 0); // EXPECT: file-toctou
}

int act_drop(const char *file)
{
    struct stat st;
    if (lstat(file, &st) < 0)
        return -1;
    if (st.st_size == 0 && st.st_uid == getuid()) {
        if (unlink(file) != 0) // EXPECT: file-toctou
            return -1;
    }
    return 0;
}

int act_move(const char *from, const char *to)
{
    if (access(to, F_OK) == 0) {
        fprintf(stderr, "%s is there, not replaced\n", to);
        return -1;
    }
    return rename(from, to); // EXPECT: file-toctou
}

void act_folder(const char *dir)
{
    struct stat st;
    if (stat(dir, &st) != 0) {
        if (mkdir(dir, 0755) != 0) { // EXPECT: file-toctou
            perror(dir);
            exit(1);
        }
    }
}

int act_redirect(const char *log)
{
    if (access(log, W_OK) == 0)
        if (freopen(log, "w", stdout) == NULL) // EXPECT: file-toctou
            return -1;
    return 0;
}

int act_run(const char *prog, char *const argv[])
{
    struct stat st;
    if (stat(prog, &st) != 0 || st.st_uid != 0 || (st.st_mode & (S_IWGRP | S_IWOTH)))
        return -1;
    execv(prog, argv); // EXPECT: file-toctou
    return -1;
}

void *act_load(const char *lib)
{
    struct stat st;
    if (lstat(lib, &st) != 0 || st.st_uid != 0)
        return NULL;
    return dlopen(lib, RTLD_NOW); // EXPECT: file-toctou
}

int act_mode_fd(const char *file)
{
    struct stat st;
    int rc = -1, fd = open(file, O_RDONLY);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && st.st_uid == getuid())
        rc = fchmod(fd, st.st_mode | S_IRGRP);
    close(fd);
    return rc;
}

int act_folder_any(const char *dir)
{
    struct stat st;
    if (mkdir(dir, 0755) == 0)
        return 0;
    if (errno != EEXIST)
        return -1;
    return stat(dir, &st) == 0 && S_ISDIR(st.st_mode) ? 0 : -1;
}

int act_run_fd(const char *prog, char *const argv[], char *const envp[])
{
    struct stat st;
    int fd = open(prog, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && st.st_uid == 0 && !(st.st_mode & (S_IWGRP | S_IWOTH)))
        fexecve(fd, argv, envp);
    close(fd);
    return -1;
}

int act_move_keep(const char *from, const char *to)
{
    if (access(to, F_OK) == 0)
        return -1;
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}
