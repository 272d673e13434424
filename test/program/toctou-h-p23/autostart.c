// STD: gnu17
#include "autostart.h"

#include <errno.h>
#include <stdlib.h>

Autostart *autostart_new(void)
{
    Autostart *self = calloc(1, sizeof *self);

    if (!self)
        return NULL;
    self->dir = g_build_filename(g_get_user_config_dir(), "autostart", (gchar *)NULL);
    self->state = g_build_filename(g_get_user_config_dir(), "autostart", "state", (gchar *)NULL);
    return self;
}

void autostart_free(Autostart *self)
{
    g_free(self->dir);
    g_free(self->state);
    free(self);
}

gboolean autostart_prepare(Autostart *self)
{
    if (g_mkdir_with_parents(self->dir, 0700) < 0)
        return FALSE;

    if (util_missing(self->state) && g_mkdir(self->state, 0700) < 0) { // EXPECT: file-toctou
        g_printerr("autostart: %s: %s\n", self->state, g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}

static gchar *entry_path(Autostart *self, const gchar *id)
{
    gchar *leaf = g_strdup_printf("%s.desktop", id);
    gchar *path = g_build_filename(self->dir, leaf, (gchar *)NULL);

    g_free(leaf);
    return path;
}

gboolean autostart_add(Autostart *self, const gchar *id, const gchar *command)
{
    gchar *path = entry_path(self, id);
    gchar *text = g_strdup_printf("[Desktop Entry]\nType=Application\nExec=%s\n", command);
    GError *err = NULL;
    gboolean done = g_file_set_contents(path, text, -1, &err);

    if (!done) {
        g_printerr("autostart: %s\n", err->message);
        g_error_free(err);
    } else if (util_is_plain(path)) {
        done = g_chmod(path, 0755) == 0; // EXPECT: file-toctou
    }
    g_free(text);
    g_free(path);
    return done;
}
