// RUN: %tocsin %s
// STD: gnu17
/* editor filter: pipes the buffer through an external formatter using a scratch file */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct scratch { char name[64]; int fd; };

static int scratch_open(struct scratch *s)
{
    const char *tmp = getenv("TMPDIR");
    if (!tmp || strlen(tmp) > 40)
        tmp = "/tmp";
    snprintf(s->name, sizeof s->name, "%s/fmtXXXXXX", tmp);
    if (mktemp(s->name) == NULL || s->name[0] == '\0')
        return -1;
    s->fd = open(s->name, O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
    return s->fd < 0 ? -1 : 0;
}

static int run_formatter(int in)
{
    int status;
    pid_t pid = fork();
    if (pid < 0)
        return -1;
    if (pid == 0) {
        dup2(in, 0);
        execlp("fmt", "fmt", "-w", "72", (char *)NULL);
        _exit(127);
    }
    if (waitpid(pid, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(void)
{
    struct scratch s;
    char buf[4096];
    size_t n;
    int rc;

    if (scratch_open(&s) < 0) {
        perror("scratch");
        return 1;
    }
    while ((n = fread(buf, 1, sizeof buf, stdin)) > 0)
        if (write(s.fd, buf, n) != (ssize_t)n)
            break;
    lseek(s.fd, 0, SEEK_SET);
    rc = run_formatter(s.fd);
    close(s.fd);
    unlink(s.name);
    return rc;
}
