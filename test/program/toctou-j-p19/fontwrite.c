// STD: gnu17
#include "fontcache.h"
#include <errno.h>
#include <string.h>

gboolean font_cache_write(FontCache *fc, const gchar *name, const void *data, gsize len)
{
    gchar *final = g_build_filename(fc->dir, name, NULL);
    gchar *part = g_strconcat(final, ".NEW", NULL);
    gboolean ok = FALSE;
    FILE *f = g_fopen(part, "wbx");

    if (!f) {
        if (errno != EEXIST)
            g_warning("%s: %s", part, strerror(errno));
        goto out;   /* somebody else writes it at the moment */
    }
    ok = fwrite(data, 1, len, f) == len;
    if (fclose(f) != 0)
        ok = FALSE;
    if (ok && g_rename(part, final) != 0)
        ok = FALSE;
    if (!ok)
        g_unlink(part);
out:
    g_free(part);
    g_free(final);
    return ok;
}
