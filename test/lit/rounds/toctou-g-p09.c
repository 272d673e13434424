// RUN: %tocsin %s
// STD: gnu17
/* static file handler of an embedded http server (runs as root on the appliance) */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct vhost {
    char root[PATH_MAX];
    size_t root_len;
    int log_level;
};

struct request {
    int sock;
    const char *method;
    const char *target;
};

static void reply(int sock, int code, const char *text)
{
    dprintf(sock, "HTTP/1.0 %d %s\r\nContent-Length: 0\r\n\r\n", code, text);
}

static int inside(const struct vhost *vh, const char *resolved)
{
    return strncmp(resolved, vh->root, vh->root_len) == 0 &&
           (resolved[vh->root_len] == '/' || resolved[vh->root_len] == '\0');
}

static void serve_file(const struct vhost *vh, const struct request *rq)
{
    char want[PATH_MAX], real[PATH_MAX];
    struct stat sb;
    off_t off = 0;
    int fd;

    if (snprintf(want, sizeof want, "%s%s", vh->root, rq->target) >= (int)sizeof want) {
        reply(rq->sock, 414, "URI Too Long");
        return;
    }
    if (realpath(want, real) == NULL) {
        reply(rq->sock, errno == ENOENT ? 404 : 403, "Unavailable");
        return;
    }
    if (!inside(vh, real)) {
        reply(rq->sock, 403, "Forbidden");
        return;
    }

    fd = open(want, O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0) {
        reply(rq->sock, 404, "Not Found");
        return;
    }
    if (fstat(fd, &sb) < 0 || !S_ISREG(sb.st_mode)) {
        close(fd);
        reply(rq->sock, 403, "Forbidden");
        return;
    }
    dprintf(rq->sock, "HTTP/1.0 200 OK\r\nContent-Length: %lld\r\n\r\n", (long long)sb.st_size);
    while (off < sb.st_size)
        if (sendfile(rq->sock, fd, &off, (size_t)(sb.st_size - off)) <= 0)
            break;
    close(fd);
}

static int vhost_init(struct vhost *vh, const char *dir)
{
    if (realpath(dir, vh->root) == NULL)
        return -1;
    vh->root_len = strlen(vh->root);
    vh->log_level = 1;
    return 0;
}

void handle_connection(struct vhost *vh, int sock)
{
    char line[2048];
    char *sp1, *sp2;
    struct request rq;
    ssize_t n = recv(sock, line, sizeof line - 1, 0);

    if (n <= 0)
        return;
    line[n] = '\0';
    sp1 = strchr(line, ' ');
    sp2 = sp1 ? strchr(sp1 + 1, ' ') : NULL;
    if (!sp2 || sp1[1] != '/') {
        reply(sock, 400, "Bad Request");
        return;
    }
    *sp1 = *sp2 = '\0';
    rq.sock = sock;
    rq.method = line;
    rq.target = sp1 + 1;
    serve_file(vh, &rq);
}

int main(int argc, char **argv)
{
    static struct vhost vh;
    if (argc < 2 || vhost_init(&vh, argv[1]) < 0)
        return 1;
    handle_connection(&vh, STDIN_FILENO);
    return 0;
}
