// RUN: %tocsin %s
// STD: gnu17
/* Node identity and session salt of the cluster agent. The agent forks one
 * process per cluster; all of them use the same state directory. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ID_BYTES 16
#define ID_TEXT (2 * ID_BYTES + 1)

static int random_hex(char out[ID_TEXT])
{
    unsigned char raw[ID_BYTES];

    if (getrandom(raw, sizeof raw, 0) != sizeof raw)
        return -1;
    for (int i = 0; i < ID_BYTES; i++)
        sprintf(out + 2 * i, "%02x", raw[i]);
    return 0;
}

static int read_hex(FILE *f, char out[ID_TEXT])
{
    int ok = fgets(out, ID_TEXT, f) && strlen(out) == ID_TEXT - 1;

    fclose(f);
    if (!ok)
        errno = EINVAL;
    return ok ? 0 : -1;
}

static int node_id(const char *dir, char id[ID_TEXT])
{
    char path[PATH_MAX];
    FILE *f;

    snprintf(path, sizeof path, "%s/node-id", dir);
    f = fopen(path, "re");
    if (f)
        return read_hex(f, id);
    if (errno != ENOENT)
        return -1;

    /* First start on this machine. */
    if (random_hex(id) != 0)
        return -1;
    f = fopen(path, "we"); // EXPECT: file-toctou
    if (!f)
        return -1;
    fprintf(f, "%s\n", id);
    return fclose(f);
}

static int session_salt(const char *dir, char salt[ID_TEXT])
{
    char path[PATH_MAX], tmp[PATH_MAX];
    FILE *f;
    int fd, rc = -1;

    snprintf(path, sizeof path, "%s/salt", dir);
    f = fopen(path, "re");
    if (f)
        return read_hex(f, salt);
    if (errno != ENOENT || random_hex(salt) != 0)
        return -1;

    snprintf(tmp, sizeof tmp, "%s/salt.XXXXXX", dir);
    fd = mkostemp(tmp, O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (dprintf(fd, "%s\n", salt) > 0 && fsync(fd) == 0) {
        if (link(tmp, path) == 0) {
            rc = 0;
        } else if (errno == EEXIST) {
            f = fopen(path, "re");
            if (f)
                rc = read_hex(f, salt);
        }
    }
    close(fd);
    unlink(tmp);
    return rc;
}

static int serve(const char *dir, const char *cluster)
{
    char id[ID_TEXT], salt[ID_TEXT];

    if (node_id(dir, id) != 0) {
        fprintf(stderr, "%s: no node identity: %s\n", cluster, strerror(errno));
        return 1;
    }
    if (session_salt(dir, salt) != 0) {
        fprintf(stderr, "%s: no salt: %s\n", cluster, strerror(errno));
        return 1;
    }
    printf("%s: node %s salt %.8s...\n", cluster, id, salt);
    return 0;
}

int main(int argc, char **argv)
{
    int status, failed = 0;

    if (argc < 3) {
        fprintf(stderr, "usage: agent STATEDIR CLUSTER...\n");
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            int rc = serve(argv[1], argv[i]);
            fflush(stdout);
            _exit(rc);
        }
        if (pid < 0)
            failed = 1;
    }
    while (wait(&status) > 0)
        failed |= status != 0;
    return failed;
}
