// RUN: %tocsin %s
// STD: gnu17
/* shotsave - screenshot saver: never overwrites an existing picture ... or so it hopes */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct shot { char part[512]; char final[512]; unsigned char *px; size_t npx; };

static bool flush_pixels(struct shot *s)
{
    FILE *out = fopen(s->part, "wb");
    bool ok;
    if (!out)
        return false;
    ok = fwrite(s->px, 1, s->npx, out) == s->npx;
    if (fclose(out) != 0)
        ok = false;
    return ok;
}

static int publish(struct shot *s)
{
    struct stat sb;
    bool taken = stat(s->final, &sb) == 0;

    if (taken) {
        fprintf(stderr, "%s exists, not overwriting\n", s->final);
        return EEXIST;
    }
    if (!flush_pixels(s))
        return EIO;
    if (rename(s->part, s->final) != 0) // EXPECT: file-toctou
        return errno;
    return 0;
}

int main(int argc, char **argv)
{
    struct shot s;
    int rc;
    if (argc != 2)
        return 2;
    snprintf(s.final, sizeof s.final, "%s.png", argv[1]);
    snprintf(s.part, sizeof s.part, "%s.png.part", argv[1]);
    s.npx = 640 * 480;
    s.px = calloc(s.npx, 1);
    if (!s.px)
        return 1;
    rc = publish(&s);
    if (rc)
        fprintf(stderr, "save failed: %s\n", strerror(rc));
    free(s.px);
    return rc != 0;
}
