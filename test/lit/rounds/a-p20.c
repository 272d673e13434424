// RUN: %tocsin %s
// STD: gnu17
/* picohttp: serve files below a document root, one request per process (inetd) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *doc_root = "/srv/www";
static size_t doc_root_len;

static void reply(int code, const char *text)
{
    printf("HTTP/1.0 %d %s\r\nContent-Length: 0\r\n\r\n", code, text);
    fflush(stdout);
}

static int hexval(int c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static int url_decode(char *s)
{
    char *w = s;
    for (; *s; s++) {
        if (*s == '?')
            break;
        if (*s == '%') {
            int h = hexval((unsigned char)s[1]);
            int l = h < 0 ? -1 : hexval((unsigned char)s[2]);
            if (l < 0 || (h == 0 && l == 0))
                return -1;
            *w++ = (char)(h * 16 + l);
            s += 2;
        } else
            *w++ = *s;
    }
    *w = '\0';
    return 0;
}

static int send_document(const char *url)
{
    char wanted[PATH_MAX], real[PATH_MAX];
    struct stat st;
    off_t off = 0;
    int fd, rc = -1;

    if ((size_t)snprintf(wanted, sizeof wanted, "%s/%s", doc_root, url) >= sizeof wanted) {
        reply(414, "URI Too Long");
        return -1;
    }
    if (realpath(wanted, real) == NULL) {
        reply(errno == ENOENT ? 404 : 403, "No");
        return -1;
    }
    if (strncmp(real, doc_root, doc_root_len) != 0 || real[doc_root_len] != '/') {
        reply(403, "Forbidden");
        return -1;
    }

    fd = open(real, O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0) {
        reply(404, "Not Found");
        return -1;
    }
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        reply(403, "Forbidden");
        goto done;
    }
    printf("HTTP/1.0 200 OK\r\nContent-Length: %lld\r\n\r\n", (long long)st.st_size);
    fflush(stdout);
    while (off < st.st_size)
        if (sendfile(STDOUT_FILENO, fd, &off, (size_t)(st.st_size - off)) <= 0)
            goto done;
    rc = 0;
done:
    close(fd);
    return rc;
}

int main(int argc, char **argv)
{
    char line[2048], *url, *end;

    if (argc > 1)
        doc_root = argv[1];
    doc_root_len = strlen(doc_root);
    if (!fgets(line, sizeof line, stdin))
        return 1;
    if (strncmp(line, "GET /", 5) != 0) {
        reply(501, "Not Implemented");
        return 1;
    }
    url = line + 5;
    end = strpbrk(url, " \r\n");
    if (end)
        *end = '\0';
    if (url_decode(url) != 0) {
        reply(400, "Bad Request");
        return 1;
    }
    return send_document(url) == 0 ? 0 : 1;
}
