// STD: gnu17
#include "fontcache.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

FontCache *font_cache_open(const gchar *instance)
{
    gchar *base = g_build_filename(g_get_user_cache_dir(), "fonts", NULL);

    if (!g_file_test(base, G_FILE_TEST_IS_DIR) && g_mkdir_with_parents(base, 0700) != 0) {
        g_warning("%s: %s", base, strerror(errno));
        g_free(base);
        return NULL;
    }

    FontCache *fc = calloc(1, sizeof *fc);
    if (!fc) {
        g_free(base);
        return NULL;
    }
    fc->dir = g_build_filename(base, instance, NULL);
    g_free(base);

    if (!g_file_test(fc->dir, G_FILE_TEST_EXISTS)) {
        if (g_mkdir(fc->dir, 0700) != 0) { // EXPECT: file-toctou
            g_warning("cannot create %s, font cache disabled", fc->dir);
            g_free(fc->dir);
            free(fc);
            return NULL;
        }
    }
    return fc;
}

gboolean font_cache_map(FontCache *fc, const gchar *name)
{
    GStatBuf st;
    gboolean ok = FALSE;
    gchar *path = g_build_filename(fc->dir, name, NULL);

    if (g_stat(path, &st) != 0 || (gsize)st.st_size < sizeof(struct font_record))
        goto out;
    int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0); // EXPECT: file-toctou
    if (fd < 0)
        goto out;
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (p != MAP_FAILED) {
        fc->map = p;
        fc->map_len = (gsize)st.st_size;
        ok = TRUE;
    }
out:
    g_free(path);
    return ok;
}

const struct font_record *font_cache_find(const FontCache *fc, unsigned id)
{
    const struct font_record *r = (const struct font_record *)(const void *)fc->map;
    gsize n = fc->map_len / sizeof *r;

    for (gsize i = 0; i < n; i++)
        if (r[i].id == id)
            return &r[i];
    return NULL;
}
