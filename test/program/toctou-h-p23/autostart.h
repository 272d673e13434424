#ifndef AUTOSTART_H
#define AUTOSTART_H

#include "gmini.h"

typedef struct {
    gchar *dir;
    gchar *state;
} Autostart;

Autostart *autostart_new(void);
void autostart_free(Autostart *self);
gboolean autostart_prepare(Autostart *self);
gboolean autostart_add(Autostart *self, const gchar *id, const gchar *command);

gboolean util_is_plain(const gchar *path);
gboolean util_missing(const gchar *path);

#endif
