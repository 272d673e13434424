// RUN: %tocsin %s
// STD: gnu17
/* unar: restore the members of a simple archive with mode and time */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

struct member {
    char     name[100];
    uint32_t mode;
    uint32_t mtime;
    uint32_t size;
};

static int bad_name(const char *s)
{
    return s[0] == '\0' || s[0] == '/' || strstr(s, "..") != NULL;
}

static int read_header(FILE *ar, struct member *m)
{
    char line[256];

    if (!fgets(line, sizeof line, ar))
        return 0;
    if (sscanf(line, "%99s %o %u %u", m->name, &m->mode, &m->mtime, &m->size) != 4)
        return -1;
    return bad_name(m->name) ? -1 : 1;
}

static int copy_body(FILE *ar, int fd, uint32_t left)
{
    char buf[16384];

    while (left > 0) {
        size_t want = left < sizeof buf ? left : sizeof buf;
        size_t got = fread(buf, 1, want, ar);

        if (got == 0 || write(fd, buf, got) != (ssize_t)got)
            return -1;
        left -= (uint32_t)got;
    }
    return 0;
}

static int extract(FILE *ar, const struct member *m)
{
    struct timeval tv[2];
    int fd;

    fd = open(m->name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0) {
        perror(m->name);
        return -1;
    }
    if (copy_body(ar, fd, m->size) != 0) {
        fprintf(stderr, "%s: damaged or disk full\n", m->name);
        close(fd);
        return -1;
    }
    if (close(fd) != 0) {
        perror(m->name);
        return -1;
    }

    if (chmod(m->name, (mode_t)(m->mode & 07777)) != 0) // EXPECT: create-then-name
        perror(m->name);
    tv[0].tv_sec = tv[1].tv_sec = (time_t)m->mtime;
    tv[0].tv_usec = tv[1].tv_usec = 0;
    if (utimes(m->name, tv) != 0) // EXPECT: create-then-name
        perror(m->name);
    return 0;
}

int main(int argc, char **argv)
{
    struct member m;
    FILE *ar = stdin;
    int r, rc = 0;

    if (argc > 1 && (ar = fopen(argv[1], "rb")) == NULL) {
        perror(argv[1]);
        return 1;
    }
    while ((r = read_header(ar, &m)) > 0) {
        if (extract(ar, &m) != 0) {
            rc = 1;
            break;
        }
        puts(m.name);
    }
    if (r < 0) {
        fprintf(stderr, "unar: bad header\n");
        rc = 1;
    }
    if (ar != stdin)
        fclose(ar);
    return rc;
}
