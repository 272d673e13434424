// RUN: %tocsin %s
// STD: gnu17
/* state saver of a game-score service (set-gid games) */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { K_MISSING, K_FILE, K_REFUSED };

struct score {
    char who[32];
    long points;
};

int score_save(const char *file, const struct score *tab, int n)
{
    struct stat st;
    enum kind k = K_REFUSED;
    int fd, flags = O_WRONLY | O_TRUNC | O_CLOEXEC;

    if (fstatat(AT_FDCWD, file, &st, AT_SYMLINK_NOFOLLOW) == -1) {
        if (errno != ENOENT)
            return -1;
        k = K_MISSING;
    } else {
        switch (st.st_mode & S_IFMT) {
        case S_IFREG:
            k = K_FILE;
            break;
        case S_IFLNK:
            fprintf(stderr, "%s: symbolic link, not touched\n", file);
            break;
        default:
            fprintf(stderr, "%s: odd file type\n", file);
            break;
        }
    }
    if (k == K_REFUSED) {
        errno = EPERM;
        return -1;
    }
    if (k == K_MISSING)
        flags |= O_CREAT;

    fd = openat(AT_FDCWD, file, flags, 0664); // EXPECT: file-toctou
    if (fd < 0)
        return -1;
    for (int i = 0; i < n; i++)
        dprintf(fd, "%s\t%ld\n", tab[i].who, tab[i].points);
    if (fsync(fd) < 0) {
        int e = errno;
        close(fd);
        errno = e;
        return -1;
    }
    return close(fd);
}

int main(int argc, char **argv)
{
    struct score s[2] = { { "ann", 1200 }, { "bo", 900 } };

    if (argc != 2)
        return 2;
    if (score_save(argv[1], s, 2) < 0) {
        perror(argv[1]);
        return 1;
    }
    return 0;
}
