// RUN: %tocsin %s
// REQUIRES: apr
// STD: gnu17
// OPTIONS: -I/usr/include/apr-1.0
/* Disk cache of a reverse proxy; every worker process shares the same root. */
#include <apr.h>
#include <apr_errno.h>
#include <apr_file_info.h>
#include <apr_file_io.h>
#include <apr_pools.h>
#include <apr_strings.h>
#include <stdio.h>

typedef struct {
    const char *root;
    apr_pool_t *pool;
} cache_t;

typedef struct {
    apr_file_t *file;
    const char *path;
} cache_entry_t;

static const char *entry_path(cache_t *c, const char *digest, apr_pool_t *p)
{
    return apr_psprintf(p, "%s/%.2s/%s", c->root, digest, digest);
}

/* One worker fetches from the origin; the others see the entry and wait for it. */
apr_status_t cache_begin_fill(cache_t *c, const char *digest, cache_entry_t *e, apr_pool_t *p)
{
    apr_finfo_t fi;
    apr_status_t rv;

    e->path = entry_path(c, digest, p);
    rv = apr_stat(&fi, e->path, APR_FINFO_TYPE, p);
    if (rv == APR_SUCCESS)
        return APR_EEXIST;
    if (!APR_STATUS_IS_ENOENT(rv))
        return rv;
    return apr_file_open(&e->file, e->path, // EXPECT: file-toctou
                         APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_TRUNCATE,
                         APR_FPROT_UREAD | APR_FPROT_UWRITE, p);
}

apr_status_t cache_begin_variant(cache_t *c, const char *digest, const char *vary,
                                 cache_entry_t *e, apr_pool_t *p)
{
    apr_finfo_t fi;
    apr_status_t rv;

    e->path = apr_pstrcat(p, entry_path(c, digest, p), ".", vary, NULL);
    if (apr_stat(&fi, e->path, APR_FINFO_TYPE, p) == APR_SUCCESS)
        return APR_EEXIST;
    rv = apr_file_open(&e->file, e->path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_EXCL,
                       APR_FPROT_UREAD | APR_FPROT_UWRITE, p);
    return APR_STATUS_IS_EEXIST(rv) ? APR_EEXIST : rv;
}

/* First level of the tree, two hex digits. */
apr_status_t cache_make_bucket(cache_t *c, const char *digest, apr_pool_t *p)
{
    const char *dir = apr_psprintf(p, "%s/%.2s", c->root, digest);
    apr_finfo_t fi;
    apr_status_t rv = apr_stat(&fi, dir, APR_FINFO_TYPE, p);

    if (APR_STATUS_IS_ENOENT(rv)) {
        rv = apr_dir_make(dir, APR_FPROT_OS_DEFAULT, p); // EXPECT: file-toctou
        if (rv != APR_SUCCESS) {
            char msg[120];

            fprintf(stderr, "cache: %s: %s\n", dir, apr_strerror(rv, msg, sizeof msg));
            return rv;
        }
    }
    return rv;
}

apr_status_t cache_make_root(cache_t *c)
{
    apr_status_t rv = apr_dir_make(c->root, APR_FPROT_OS_DEFAULT, c->pool);

    return APR_STATUS_IS_EEXIST(rv) ? APR_SUCCESS : rv;
}

static apr_status_t put_text(apr_file_t *f, const char *text)
{
    apr_status_t rv = apr_file_puts(text, f);
    apr_status_t closed = apr_file_close(f);

    return rv != APR_SUCCESS ? rv : closed;
}

/* Ticket key for TLS resumption, read by all workers of this account. */
apr_status_t cache_store_ticket_key(cache_t *c, const char *hex)
{
    const char *path = apr_pstrcat(c->pool, c->root, "/ticket.key", NULL);
    apr_file_t *f;
    apr_status_t rv;

    rv = apr_file_open(&f, path, APR_FOPEN_WRITE | APR_FOPEN_CREATE | APR_FOPEN_TRUNCATE,
                       APR_FPROT_OS_DEFAULT, c->pool);
    if (rv != APR_SUCCESS)
        return rv;
    rv = put_text(f, hex);
    if (rv == APR_SUCCESS)
        rv = apr_file_perms_set(path, APR_FPROT_UREAD | APR_FPROT_UWRITE); // EXPECT: create-then-name
    return rv;
}

apr_status_t cache_store_admin_token(cache_t *c, const char *token)
{
    char *tmp = apr_pstrcat(c->pool, c->root, "/tokenXXXXXX", NULL);
    const char *path = apr_pstrcat(c->pool, c->root, "/admin.token", NULL);
    apr_file_t *f;
    apr_status_t rv = apr_file_mktemp(&f, tmp, APR_FOPEN_CREATE | APR_FOPEN_WRITE | APR_FOPEN_EXCL,
                                      c->pool);

    if (rv != APR_SUCCESS)
        return rv;
    rv = put_text(f, token);
    if (rv == APR_SUCCESS)
        rv = apr_file_rename(tmp, path, c->pool);
    if (rv != APR_SUCCESS)
        apr_file_remove(tmp, c->pool);
    return rv;
}
