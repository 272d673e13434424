#ifndef FONTCACHE_H
#define FONTCACHE_H
#include "glibmini.h"

typedef struct {
    gchar *dir;
    const unsigned char *map;
    gsize map_len;
} FontCache;

struct font_record {
    unsigned id;
    unsigned offset;
    unsigned length;
};

FontCache *font_cache_open(const gchar *instance);
gboolean font_cache_map(FontCache *fc, const gchar *name);
gboolean font_cache_write(FontCache *fc, const gchar *name, const void *data, gsize len);
const struct font_record *font_cache_find(const FontCache *fc, unsigned id);
#endif
