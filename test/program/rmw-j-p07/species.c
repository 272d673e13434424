// STD: gnu17
#include "species.h"

Registry *registry_new(void)
{
    Registry *reg = g_new0(Registry, 1);
    g_rw_lock_init(&reg->lock);
    reg->by_code = g_hash_table_new(g_direct_hash, g_direct_equal);
    reg->noise_floor = 40;
    return reg;
}

Species *registry_find(Registry *reg, gint code)
{
    g_rw_lock_reader_lock(&reg->lock);
    Species *sp = g_hash_table_lookup(reg->by_code, GINT_TO_POINTER(code));
    g_rw_lock_reader_unlock(&reg->lock);
    return sp;
}

Species *registry_learn(Registry *reg, gint code, gdouble hz)
{
    g_rw_lock_writer_lock(&reg->lock);
    Species *sp = g_hash_table_lookup(reg->by_code, GINT_TO_POINTER(code));
    if (!sp) {
        sp = g_new0(Species, 1);
        sp->code = code;
        sp->call_hz = hz;
        g_hash_table_insert(reg->by_code, GINT_TO_POINTER(code), sp);
        reg->revision++;
    }
    g_rw_lock_writer_unlock(&reg->lock);
    return sp;
}

void registry_forget(Registry *reg, gint code)
{
    g_rw_lock_writer_lock(&reg->lock);
    if (g_hash_table_remove(reg->by_code, GINT_TO_POINTER(code)))
        reg->revision++;
    g_rw_lock_writer_unlock(&reg->lock);
}

gint registry_heard(Registry *reg, gint code)
{
    gint n = 0;
    g_rw_lock_reader_lock(&reg->lock);
    Species *sp = g_hash_table_lookup(reg->by_code, GINT_TO_POINTER(code));
    if (sp) {
        sp->heard++; // EXPECT: lost-update
        n = sp->heard;
    }
    g_rw_lock_reader_unlock(&reg->lock);
    return n;
}

void registry_track_noise(Registry *reg, gint sample)
{
    gint floor_now = g_atomic_int_get(&reg->noise_floor);
    gint next = (floor_now * 15 + sample) / 16;
    g_atomic_int_set(&reg->noise_floor, next); // EXPECT: split-atomic
}

void registry_note_peak(Registry *reg, gint sample)
{
    gint old;
    do {
        old = g_atomic_int_get(&reg->noise_floor);
        if (sample >= old)
            return;
    } while (!g_atomic_int_compare_and_exchange(&reg->noise_floor, old, sample));
}

void registry_segment_begin(Registry *reg)
{
    g_atomic_int_inc(&reg->open_segments);
}

gboolean registry_segment_end(Registry *reg)
{
    return g_atomic_int_dec_and_test(&reg->open_segments);
}

const gdouble *window_table(void)
{
    static gsize once;
    static gdouble table[512];
    if (g_once_init_enter(&once)) {
        for (gint i = 0; i < 512; i++)
            table[i] = 1.0 - (gdouble)((i - 256) * (i - 256)) / 65536.0;
        g_once_init_leave(&once, 1);
    }
    return table;
}
