// RUN: %tocsin %s
// STD: gnu17
/* kvd storage bootstrap */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KV_MAGIC 0x3144564bu

struct kv_header {
    uint32_t magic;
    uint32_t version;
    uint64_t next_txn;
    uint32_t page_size;
    uint32_t reserved;
};

enum { KV_OK = 0, KV_EIO = -1, KV_ECORRUPT = -2 };

static int header_read(FILE *fp, struct kv_header *h)
{
    if (fread(h, sizeof *h, 1, fp) != 1)
        return ferror(fp) ? KV_EIO : KV_ECORRUPT;
    return h->magic == KV_MAGIC ? KV_OK : KV_ECORRUPT;
}

static void header_init(struct kv_header *h, uint32_t page)
{
    memset(h, 0, sizeof *h);
    h->magic = KV_MAGIC;
    h->version = 3;
    h->next_txn = 1;
    h->page_size = page;
}

/* Open the data file or lay out an empty one. */
static int kv_attach(const char *datafile, struct kv_header *h)
{
    FILE *probe, *fresh;
    int rc;

    probe = fopen(datafile, "rb");
    if (probe) {
        rc = header_read(probe, h);
        fclose(probe);
        return rc;
    }

    header_init(h, 4096);
    fresh = fopen(datafile, "wb"); // EXPECT: file-toctou
    if (!fresh)
        return KV_EIO;
    rc = fwrite(h, sizeof *h, 1, fresh) == 1 ? KV_OK : KV_EIO;
    if (fclose(fresh) != 0)
        rc = KV_EIO;
    return rc;
}

static int write_identity(void)
{
    FILE *fp;

    if (access("/var/lib/kvd/IDENTITY", F_OK) == 0)
        return KV_OK;

    fp = fopen("/var/lib/kvd/IDENTITY", "w"); // EXPECT: file-toctou
    if (!fp)
        return KV_EIO;
    fprintf(fp, "%08lx-%04x\n", (unsigned long)random(), (unsigned)getpid() & 0xffff);
    return fclose(fp) == 0 ? KV_OK : KV_EIO;
}

int main(int argc, char **argv)
{
    const char *datafile = argc > 1 ? argv[1] : "/var/lib/kvd/data.kv";
    struct kv_header h;
    int rc;

    rc = write_identity();
    if (rc == KV_OK)
        rc = kv_attach(datafile, &h);
    switch (rc) {
    case KV_OK:
        printf("%s: version %u, next transaction %llu\n", datafile, h.version,
               (unsigned long long)h.next_txn);
        return 0;
    case KV_ECORRUPT:
        fprintf(stderr, "%s: not a kvd file\n", datafile);
        return 3;
    default:
        fprintf(stderr, "%s: %s\n", datafile, strerror(errno));
        return 1;
    }
}
