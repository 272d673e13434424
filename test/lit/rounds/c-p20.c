// RUN: %tocsin %s
// STD: gnu17
/* dbinit: lays down an empty table file for the key/value engine */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 4096u

typedef struct {
    char     magic[8];
    uint32_t version;
    uint32_t pagesize;
    uint64_t root;
} kv_super;

static int kv_format(const char *dbname, unsigned pages)
{
    unsigned char *page = NULL;
    FILE *f = NULL;
    kv_super super = { "KVTABLE", 3, PAGE, 1 };
    int ret = -1;

    f = fopen(dbname, "rb");
    if (f != NULL) {
        fprintf(stderr, "dbinit: %s: already a table, not formatted\n", dbname);
        goto done;
    }
    if (errno != ENOENT)
        goto done;

    page = calloc(1, PAGE);
    if (page == NULL)
        goto done;
    memcpy(page, &super, sizeof super);

    f = fopen(dbname, "wb"); // EXPECT: file-toctou
    if (f == NULL)
        goto done;
    for (unsigned i = 0; i < pages; i++) {
        if (fwrite(page, PAGE, 1, f) != 1)
            goto done;
        if (i == 0)
            memset(page, 0, sizeof super);
    }
    ret = 0;
done:
    if (f != NULL && fclose(f) != 0)
        ret = -1;
    free(page);
    return ret;
}

int main(int argc, char **argv)
{
    unsigned pages = 16;

    if (argc < 2) {
        fprintf(stderr, "usage: dbinit FILE [PAGES]\n");
        return 2;
    }
    if (argc > 2)
        pages = (unsigned)strtoul(argv[2], NULL, 0);
    if (kv_format(argv[1], pages ? pages : 1) != 0) {
        fprintf(stderr, "dbinit: failed\n");
        return 1;
    }
    return 0;
}
