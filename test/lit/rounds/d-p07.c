// RUN: %tocsin %s
// STD: gnu17
/* docserve: static document handler of a small intranet server */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

static const char docroot[] = "/srv/docs";

static int send_status(int out, int code, const char *text)
{
    return dprintf(out, "HTTP/1.0 %d %s\r\n\r\n", code, text) < 0 ? -1 : 0;
}

static int serve(int out, const char *uri)
{
    char want[PATH_MAX], real[PATH_MAX];
    size_t rl = strlen(docroot);
    off_t off = 0;
    ssize_t n;
    int fd;

    if ((size_t)snprintf(want, sizeof want, "%s/%s", docroot, uri) >= sizeof want)
        return send_status(out, 414, "Too Long");
    if (!realpath(want, real))
        return send_status(out, 404, "Not Found");
    if (strncmp(real, docroot, rl) != 0 || real[rl] != '/')
        return send_status(out, 403, "Forbidden");
    fd = open(want, O_RDONLY | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0)
        return send_status(out, errno == EACCES ? 403 : 404, "No");
    send_status(out, 200, "OK");
    while ((n = sendfile(out, fd, &off, 65536)) > 0)
        ;
    close(fd);
    return n < 0 ? -1 : 0;
}

int main(void)
{
    char line[1024];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strncmp(line, "GET ", 4) == 0 && serve(STDOUT_FILENO, line + 4) < 0)
            return 1;
    }
    return 0;
}
