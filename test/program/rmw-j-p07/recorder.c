// STD: gnu17
/* Splits hydrophone/microphone recordings into calls; each segment is a pool job. */
#include "species.h"

typedef struct {
    gint    code;
    gint    level;
    gdouble hz;
} Segment;

static void classify_segment(gpointer data, gpointer user_data)
{
    Segment *seg = data;
    Registry *reg = user_data;
    const gdouble *win = window_table();

    registry_learn(reg, seg->code, seg->hz * win[256]);
    registry_track_noise(reg, seg->level);
    registry_note_peak(reg, seg->level / 2);
    if (registry_heard(reg, seg->code) == 1)
        g_print("first call of species %d\n", seg->code);
    if (registry_segment_end(reg))
        g_print("recording drained\n");
    g_free(seg);
}

int main(void)
{
    Registry *reg = registry_new();
    GThreadPool *pool = g_thread_pool_new(classify_segment, reg, 8, TRUE, NULL);

    for (gint i = 0; i < 4096; i++) {
        Segment *seg = g_new0(Segment, 1);
        seg->code = 1 + i % 37;
        seg->level = i % 90;
        seg->hz = 1200.0 + i;
        registry_segment_begin(reg);
        g_thread_pool_push(pool, seg, NULL);
    }
    g_thread_pool_free(pool, FALSE, TRUE);
    registry_forget(reg, 0);
    g_print("species 5 at %p, revision %d\n", (void *)registry_find(reg, 5), reg->revision);
    return 0;
}
