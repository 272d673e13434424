// RUN: %tocsin %s
// REQUIRES: glib
// STD: gnu17
// OPTIONS: -I/usr/include/glib-2.0 -I/usr/lib/x86_64-linux-gnu/glib-2.0/include
/* Shared thumbnail directory of a photo kiosk; several viewers fill and trim it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>

typedef struct {
    char *dir;
    time_t max_age;
} ThumbCache;

static char *thumb_path(const ThumbCache *c, const char *uri)
{
    char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA1, uri, -1);
    char *leaf = g_strconcat(sum, ".png", NULL);
    char *path = g_build_filename(c->dir, leaf, NULL);

    g_free(leaf);
    g_free(sum);
    return path;
}

static gboolean write_stream(FILE *f, const void *png, gsize len)
{
    gboolean done = fwrite(png, 1, len, f) == len;

    return fclose(f) == 0 && done;
}

/* Atomic replacement; readers see the old or the new picture. */
gboolean thumb_store(const ThumbCache *c, const char *uri, const void *png, gsize len)
{
    char *path = thumb_path(c, uri);
    char *tmp = tempnam(c->dir, "thumb");
    gboolean done = FALSE;
    FILE *f = NULL;

    if (tmp)
        f = g_fopen(tmp, "wb"); // EXPECT: temp-name
    if (f)
        done = write_stream(f, png, len) && g_rename(tmp, path) == 0;
    if (f && !done)
        g_unlink(tmp);
    free(tmp);
    g_free(path);
    return done;
}

gboolean preview_store(const ThumbCache *c, const char *uri, const void *png, gsize len)
{
    char *path = thumb_path(c, uri);
    char *tmp = g_build_filename(c->dir, "previewXXXXXX", NULL);
    int fd = g_mkstemp_full(tmp, O_WRONLY | O_CLOEXEC, 0644);
    gboolean done = FALSE;

    if (fd >= 0) {
        FILE *f = fdopen(fd, "wb");

        if (f)
            done = write_stream(f, png, len) && g_rename(tmp, path) == 0;
        else
            close(fd);
        if (!done)
            g_unlink(tmp);
    }
    g_free(tmp);
    g_free(path);
    return done;
}

/* Drops pictures that nobody has rendered for a while. */
guint thumb_trim(const ThumbCache *c)
{
    GDir *d = g_dir_open(c->dir, 0, NULL);
    time_t limit = time(NULL) - c->max_age;
    const char *name;
    guint removed = 0;

    if (!d)
        return 0;
    while ((name = g_dir_read_name(d)) != NULL) {
        char *path = g_build_filename(c->dir, name, NULL);
        GStatBuf st;

        if (g_lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_mtime < limit) {
            if (g_unlink(path) == 0) // EXPECT: file-toctou // EXPECT-NOISE: timestamp-cleanup
                removed++;
        }
        g_free(path);
    }
    g_dir_close(d);
    return removed;
}

/* Hand-picked covers are kept: a cover is only installed where there is none. */
gboolean cover_install(const ThumbCache *c, const char *album, const char *prepared)
{
    char *cover = g_build_filename(c->dir, album, NULL);
    gboolean done = FALSE;

    if (g_file_test(cover, G_FILE_TEST_EXISTS))
        g_debug("%s has a cover", album);
    else
        done = g_rename(prepared, cover) == 0; // EXPECT: file-toctou
    g_free(cover);
    return done;
}

gboolean banner_install(const ThumbCache *c, const char *album, const char *prepared)
{
    char *leaf = g_strconcat(album, ".banner", NULL);
    char *banner = g_build_filename(c->dir, leaf, NULL);
    gboolean done = FALSE;

    if (!g_file_test(banner, G_FILE_TEST_EXISTS)) {
        done = link(prepared, banner) == 0;
        if (!done && errno != EEXIST)
            g_warning("%s: %s", banner, g_strerror(errno));
        if (done)
            g_unlink(prepared);
    }
    g_free(banner);
    g_free(leaf);
    return done;
}

void thumb_forget(const ThumbCache *c, const char *uri)
{
    char *path = thumb_path(c, uri);

    if (g_unlink(path) != 0 && errno != ENOENT)
        g_warning("%s: %s", path, g_strerror(errno));
    g_free(path);
}
