#ifndef SPECIES_H
#define SPECIES_H
#include "miniglib.h"

typedef struct {
    gint    code;
    gdouble call_hz;
    gint    heard;
} Species;

typedef struct {
    GRWLock     lock;
    GHashTable *by_code;
    gint        revision;
    gint        noise_floor;
    gint        open_segments;
} Registry;

Registry *registry_new(void);
Species *registry_learn(Registry *reg, gint code, gdouble hz);
Species *registry_find(Registry *reg, gint code);
void registry_forget(Registry *reg, gint code);
void registry_track_noise(Registry *reg, gint sample);
void registry_note_peak(Registry *reg, gint sample);
void registry_segment_begin(Registry *reg);
gboolean registry_segment_end(Registry *reg);
gint registry_heard(Registry *reg, gint code);
const gdouble *window_table(void);
#endif
