// RUN: %tocsin %s
// STD: gnu17
/*
 * elect.c - picks the node that runs the nightly compaction.
 * The state directory is on shared storage mounted by every node.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LEADER_FILE "leader.lock"
#define LEADER_MAX 900

enum role { FOLLOWER, LEADER };

struct node {
    char name[64];
    char dir[256];
    enum role role;
};

static void leader_path(const struct node *n, char *buf, size_t len)
{
    snprintf(buf, len, "%s/%s", n->dir, LEADER_FILE);
}

static int claim(const struct node *n, const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);

    if (fd < 0)
        return -errno;
    if (write(fd, n->name, strlen(n->name)) < 0 || fsync(fd) < 0) {
        int e = errno;

        unlink(path);
        close(fd);
        return -e;
    }
    close(fd);
    return 0;
}

static int campaign(struct node *n)
{
    char path[512];
    struct stat st;
    int rc;

    leader_path(n, path, sizeof(path));
    for (int tries = 0; tries < 3; tries++) {
        rc = claim(n, path);
        if (rc == 0) {
            n->role = LEADER;
            return 0;
        }
        if (rc != -EEXIST)
            return rc;
        if (stat(path, &st) < 0) {
            if (errno == ENOENT)
                continue;
            return -errno;
        }
        if (time(NULL) - st.st_mtime <= LEADER_MAX)
            return -EBUSY;
        fprintf(stderr, "%s: taking over from a silent leader\n", n->name);
        if (unlink(path) < 0 && errno != ENOENT) // EXPECT: timestamp-cleanup
            return -errno;
    }
    return -EAGAIN;
}

static void resign(struct node *n)
{
    char path[512], who[64];
    ssize_t r;
    int fd;

    if (n->role != LEADER)
        return;
    leader_path(n, path, sizeof(path));
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        r = read(fd, who, sizeof(who) - 1);
        close(fd);
        who[r > 0 ? r : 0] = '\0';
        if (strcmp(who, n->name) == 0)
            unlink(path);
    }
    n->role = FOLLOWER;
}

int main(int argc, char **argv)
{
    struct node n = { .role = FOLLOWER };

    if (argc != 3)
        return 2;
    snprintf(n.name, sizeof(n.name), "%s", argv[1]);
    snprintf(n.dir, sizeof(n.dir), "%s", argv[2]);
    if (campaign(&n) == 0) {
        int rc = system("/usr/libexec/compact --all");

        resign(&n);
        return rc ? 1 : 0;
    }
    return 0;
}
