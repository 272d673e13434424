// STD: gnu17
#include "objstore.h"

#include <string.h>

static int ro_load(struct objstore *s, const char *name, struct obj *out)
{
    unsigned i;

    for (i = 0; i < s->n; i++) {
        if (strncmp(s->tab[i].name, name, OBJ_NAME) == 0) {
            *out = s->tab[i];
            return OBJ_OK;
        }
    }
    return OBJ_ENOENT;
}

static int ro_replace(struct objstore *s, const struct obj *in, uint64_t expected_generation)
{
    (void)s; (void)in; (void)expected_generation;
    return OBJ_ENOTSUP;
}

static int ro_resize(struct objstore *s, const char *name, uint64_t size, uint64_t expected_generation)
{
    (void)s; (void)name; (void)size; (void)expected_generation;
    return OBJ_ENOTSUP;
}

static int ro_chown(struct objstore *s, const char *name, uint32_t owner, uint64_t expected_generation)
{
    (void)s; (void)name; (void)owner; (void)expected_generation;
    return OBJ_ENOTSUP;
}

const struct objstore_ops readonly_ops = { ro_load, ro_replace, ro_resize, ro_chown };
