// RUN: %tocsin %s
// STD: gnu17
/* Scratch-directory sweeper. Jobs keep a shared flock on their directory;
 * sockets are looked up in the kernel's table before they go. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int socket_is_bound(const char *path)
{
    char line[512];
    size_t plen = strlen(path);
    int found = 0;
    FILE *f = fopen("/proc/net/unix", "re");

    if (f == NULL)
        return 1;
    while (!found && fgets(line, sizeof line, f) != NULL) {
        size_t n = strcspn(line, "\n");

        line[n] = '\0';
        if (n >= plen && strcmp(line + n - plen, path) == 0)
            found = 1;
    }
    fclose(f);
    return found;
}

static void empty_dir(int dfd)
{
    DIR *d = fdopendir(dup(dfd));
    struct dirent *de;

    if (d == NULL)
        return;
    while ((de = readdir(d)) != NULL) {
        if (strcmp(de->d_name, ".") == 0 || strcmp(de->d_name, "..") == 0)
            continue;
        if (unlinkat(dfd, de->d_name, 0) != 0 && errno == EISDIR)
            fprintf(stderr, "sweep: nested directory %s\n", de->d_name);
    }
    closedir(d);
}

static int sweep_one(int root, const char *rootname, const char *name, time_t cutoff)
{
    struct stat st;
    char path[PATH_MAX];
    int fd, rc = 0;

    if (fstatat(root, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    if (st.st_mtime >= cutoff || st.st_ctime >= cutoff)
        return 0;
    if (S_ISSOCK(st.st_mode)) {
        snprintf(path, sizeof path, "%s/%s", rootname, name);
        if (socket_is_bound(path))
            return 0;
        return unlinkat(root, name, 0) == 0;
    }
    if (!S_ISDIR(st.st_mode))
        return 0;
    fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            perror(name);
        goto out;
    }
    empty_dir(fd);
    rc = unlinkat(root, name, AT_REMOVEDIR) == 0;
out:
    close(fd);
    return rc;
}

int main(int argc, char **argv)
{
    const char *rootname = argc > 1 ? argv[1] : "/scratch";
    time_t cutoff = time(NULL) - 10 * 86400;
    struct dirent *de;
    int n = 0;
    DIR *d = opendir(rootname);

    if (d == NULL) {
        perror(rootname);
        return 1;
    }
    while ((de = readdir(d)) != NULL) {
        if (de->d_name[0] == '.')
            continue;
        n += sweep_one(dirfd(d), rootname, de->d_name, cutoff);
    }
    closedir(d);
    printf("%d removed\n", n);
    return 0;
}
