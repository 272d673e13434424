// RUN: %tocsin %s
// REQUIRES: apr
// STD: gnu17
// OPTIONS: -isystem/usr/include/apr-1.0 -DLINUX -D_REENTRANT
/* mod_tilecache storage layer: rendered map tiles below the cache root */
#include <stdio.h>
#include <string.h>

#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_general.h>
#include <apr_pools.h>
#include <apr_strings.h>

typedef struct {
    const char *root;
    apr_pool_t *pool;
    int stored;
} tile_store;

static const char *tile_path(const tile_store *ts, int z, int x, int y)
{
    return apr_psprintf(ts->pool, "%s/%d-%d-%d.png", ts->root, z, x, y);
}

/* The first renderer to finish a tile wins; later ones leave it alone. */
apr_status_t tile_put(tile_store *ts, int z, int x, int y, const void *png, apr_size_t len)
{
    const char *path = tile_path(ts, z, x, y);
    apr_finfo_t fi;
    apr_file_t *f;
    apr_status_t rv;

    rv = apr_stat(&fi, path, APR_FINFO_SIZE, ts->pool);
    if (rv == APR_SUCCESS)
        return APR_EEXIST;
    if (!APR_STATUS_IS_ENOENT(rv))
        return rv;

    rv = apr_file_open(&f, path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_TRUNCATE, // EXPECT: file-toctou
                       APR_FPROT_OS_DEFAULT, ts->pool);
    if (rv != APR_SUCCESS)
        return rv;
    rv = apr_file_write_full(f, png, len, NULL);
    apr_file_close(f);
    if (rv == APR_SUCCESS)
        ts->stored++;
    return rv;
}

apr_status_t store_write_token(tile_store *ts, const char *token)
{
    const char *path = apr_pstrcat(ts->pool, ts->root, "/upstream.token", NULL);
    apr_file_t *f;
    apr_status_t rv;

    rv = apr_file_open(&f, path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_TRUNCATE,
                       APR_FPROT_OS_DEFAULT, ts->pool);
    if (rv != APR_SUCCESS)
        return rv;
    rv = apr_file_write_full(f, token, strlen(token), NULL);
    apr_file_close(f);
    if (rv != APR_SUCCESS)
        return rv;
    return apr_file_perms_set(path, APR_FPROT_UREAD | APR_FPROT_UWRITE); // EXPECT: create-then-name
}

/* One slot file per running renderer. */
apr_status_t store_claim_slot(tile_store *ts, int nslots, int *slot)
{
    apr_finfo_t fi;
    apr_file_t *f;
    int i;

    for (i = 0; i < nslots; i++) {
        const char *path = apr_psprintf(ts->pool, "%s/slot.%d", ts->root, i);
        apr_status_t rv;

        if (apr_stat(&fi, path, APR_FINFO_TYPE, ts->pool) == APR_SUCCESS)
            continue;
        rv = apr_file_open(&f, path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_EXCL,
                           APR_FPROT_UREAD | APR_FPROT_UWRITE, ts->pool);
        if (APR_STATUS_IS_EEXIST(rv))
            continue;
        if (rv != APR_SUCCESS)
            return rv;
        apr_file_close(f);
        *slot = i;
        return APR_SUCCESS;
    }
    return APR_EGENERAL;
}

int main(int argc, const char *const *argv)
{
    tile_store ts;
    int slot = -1;

    if (argc < 3 || apr_initialize() != APR_SUCCESS)
        return 2;
    memset(&ts, 0, sizeof ts);
    ts.root = argv[1];
    apr_pool_create(&ts.pool, NULL);
    if (store_write_token(&ts, argv[2]) != APR_SUCCESS ||
        store_claim_slot(&ts, 8, &slot) != APR_SUCCESS)
        return 1;
    tile_put(&ts, 3, 4, 5, "\x89PNG", 4);
    printf("slot %d, %d tiles\n", slot, ts.stored);
    apr_pool_destroy(ts.pool);
    apr_terminate();
    return 0;
}
