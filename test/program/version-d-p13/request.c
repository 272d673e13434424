// STD: gnu17
/* Request threads: translate the wire protocol into store calls. */
#include "objstore.h"

#include <string.h>

struct request {
    struct objstore *store;
    char             name[OBJ_NAME];
    char             verb[16];
    uint64_t         arg;
    int              status;
};

static int do_grow(struct objstore *s, const char *name, uint64_t by)
{
    struct obj o;
    int rv;

    do {
        rv = s->ops->load(s, name, &o);
        if (rv != OBJ_OK)
            return rv;
        rv = s->ops->resize(s, name, o.size + by, o.generation);
    } while (rv == OBJ_ECONFLICT);
    return rv;
}

/* Add permission bits. */
static int do_allow(struct objstore *s, const char *name, uint32_t bits)
{
    struct obj o;
    int rv = s->ops->load(s, name, &o);

    if (rv != OBJ_OK)
        return rv;
    o.mode |= bits;
    s->ops->replace(s, &o, o.generation); // EXPECT-MISS: ignored-conflict
    return OBJ_OK;
}

static void *request_thread(void *arg)
{
    struct request *r = arg;
    struct obj o;

    if (strcmp(r->verb, "grow") == 0)
        r->status = do_grow(r->store, r->name, r->arg);
    else if (strcmp(r->verb, "allow") == 0)
        r->status = do_allow(r->store, r->name, (uint32_t)r->arg);
    else if ((r->status = r->store->ops->load(r->store, r->name, &o)) == OBJ_OK)
        r->status = r->store->ops->chown(r->store, r->name, (uint32_t)r->arg, o.generation);
    return NULL;
}

int request_start(struct request *r, pthread_t *t)
{
    return pthread_create(t, NULL, request_thread, r);
}
