// RUN: %tocsin %s
// STD: gnu17
/* Fleet assignment agent; vehicle sheets live in a NATS key-value bucket. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <nats/nats.h>

struct sheet {
    int jobs;
    int shift_minutes;
    char driver[64];
};

static int sheet_parse(const char *text, struct sheet *s)
{
    memset(s, 0, sizeof *s);
    return sscanf(text, "%d %d %63s", &s->jobs, &s->shift_minutes, s->driver) == 3 ? 0 : -1;
}

static void sheet_format(const struct sheet *s, char *out, size_t cap)
{
    snprintf(out, cap, "%d %d %s", s->jobs, s->shift_minutes, s->driver);
}

static natsStatus sheet_load(kvStore *kv, const char *key, struct sheet *s, uint64_t *rev)
{
    kvEntry *e = NULL;
    natsStatus st = kvStore_Get(&e, kv, key);

    if (st == NATS_OK) {
        if (sheet_parse(kvEntry_ValueString(e), s) != 0)
            st = NATS_PROTOCOL_ERROR;
        *rev = kvEntry_Revision(e);
    }
    kvEntry_Destroy(e);
    return st;
}

static int route_cost(const struct sheet *s, int new_jobs)
{
    return s->jobs * 18 + new_jobs * 25;
}

natsStatus vehicle_assign(kvStore *kv, const char *vehicle, int new_jobs)
{
    kvEntry *e = NULL;
    struct sheet s;
    char text[128];
    uint64_t last = 0;
    natsStatus st = kvStore_Get(&e, kv, vehicle);

    if (st != NATS_OK)
        return st;
    if (sheet_parse(kvEntry_ValueString(e), &s) != 0) {
        kvEntry_Destroy(e);
        return NATS_PROTOCOL_ERROR;
    }
    kvEntry_Destroy(e);
    s.shift_minutes += route_cost(&s, new_jobs);
    s.jobs += new_jobs;
    sheet_format(&s, text, sizeof text);

    e = NULL;
    st = kvStore_Get(&e, kv, vehicle);
    if (st != NATS_OK)
        return st;
    last = kvEntry_Revision(e);
    kvEntry_Destroy(e);
    return kvStore_UpdateString(NULL, kv, vehicle, text, last); // EXPECT: unversioned-write
}

natsStatus vehicle_finish_job(kvStore *kv, const char *vehicle)
{
    struct sheet s;
    char text[128];
    uint64_t last;
    natsStatus st;
    int tries = 0;

    do {
        st = sheet_load(kv, vehicle, &s, &last);
        if (st != NATS_OK)
            return st;
        if (s.jobs > 0)
            s.jobs--;
        sheet_format(&s, text, sizeof text);
        st = kvStore_UpdateString(NULL, kv, vehicle, text, last);
    } while (st != NATS_OK && ++tries < 5);
    return st;
}

natsStatus vehicle_change_driver(kvStore *kv, const char *vehicle, const char *driver)
{
    struct sheet s;
    char text[128];
    uint64_t last;
    natsStatus st = sheet_load(kv, vehicle, &s, &last);

    if (st != NATS_OK)
        return st;
    snprintf(s.driver, sizeof s.driver, "%s", driver);
    s.shift_minutes = 0;
    sheet_format(&s, text, sizeof text);
    kvStore_UpdateString(NULL, kv, vehicle, text, last); // EXPECT: ignored-conflict
    printf("vehicle %s: driver now %s\n", vehicle, driver);
    return NATS_OK;
}

natsStatus vehicle_register(kvStore *kv, const char *vehicle, const char *driver)
{
    struct sheet s = { 0, 0, "" };
    char text[128];
    uint64_t rev = 0;
    natsStatus st;

    snprintf(s.driver, sizeof s.driver, "%s", driver);
    sheet_format(&s, text, sizeof text);
    st = kvStore_CreateString(&rev, kv, vehicle, text);
    if (st == NATS_OK)
        printf("vehicle %s registered at %" PRIu64 "\n", vehicle, rev);
    return st;
}

natsStatus agent_position(kvStore *kv, const char *vehicle, double lat, double lon)
{
    char key[96], text[64];

    snprintf(key, sizeof key, "pos.%s", vehicle);
    snprintf(text, sizeof text, "%.5f %.5f", lat, lon);
    return kvStore_PutString(NULL, kv, key, text);
}
