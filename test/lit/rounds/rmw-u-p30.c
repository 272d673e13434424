// RUN: %tocsin %s
// STD: gnu17
/* Font cache of the rasterizer, on C11 threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#define NGLYPHS 128

struct glyph {
    int code;
    unsigned width;
    unsigned char bits[32];
};

struct face {
    char name[32];
    unsigned uses;
    struct glyph *_Atomic glyphs[NGLYPHS];
    struct glyph *_Atomic outlined[NGLYPHS];
};

static once_flag face_once = ONCE_FLAG_INIT;
static mtx_t face_mtx;
static struct face *default_face;
static unsigned trims;
static unsigned trims_skipped_by_thread_total;
static _Thread_local unsigned trims_skipped;

static void face_setup(void)
{
    if (mtx_init(&face_mtx, mtx_plain) != thrd_success)
        abort();
    if (default_face == NULL) {
        default_face = calloc(1, sizeof *default_face);
        if (!default_face)
            abort();
        strcpy(default_face->name, "sans");
    }
    default_face->uses++;
}

static struct face *face_default(void)
{
    call_once(&face_once, face_setup);
    return default_face;
}

static struct glyph *rasterize(int code)
{
    struct glyph *g = malloc(sizeof *g);

    if (!g)
        return NULL;
    g->code = code;
    g->width = 4 + (unsigned)code % 5;
    for (unsigned i = 0; i < sizeof g->bits; i++)
        g->bits[i] = (unsigned char)(code * 31 + (int)i);
    return g;
}

/* Glyphs are never freed once published. */
static const struct glyph *face_glyph(struct face *f, int code)
{
    struct glyph *_Atomic *slot = &f->glyphs[code % NGLYPHS];
    struct glyph *g = atomic_load_explicit(slot, memory_order_acquire);

    if (g == NULL) {
        mtx_lock(&face_mtx);
        g = atomic_load_explicit(slot, memory_order_relaxed);
        if (g == NULL) {
            g = rasterize(code);
            atomic_store_explicit(slot, g, memory_order_release);
            f->uses++;
        }
        mtx_unlock(&face_mtx);
    }
    return g;
}

/* Outlined glyphs go without the lock: the loser of the exchange drops its copy. */
static const struct glyph *face_outline(struct face *f, int code)
{
    struct glyph *_Atomic *slot = &f->outlined[code % NGLYPHS];
    struct glyph *cur = atomic_load(slot);

    if (cur)
        return cur;
    struct glyph *mine = rasterize(code);
    if (!mine)
        return NULL;
    if (!atomic_compare_exchange_strong(slot, &cur, mine)) {
        free(mine);
        return cur;
    }
    return mine;
}

static void maybe_trim(struct face *f)
{
    if (mtx_trylock(&face_mtx) != thrd_success) {
        trims_skipped++;
        return;
    }
    if (f->uses > 0)
        f->uses--;
    trims++;
    mtx_unlock(&face_mtx);
}

static int draw_text(void *arg)
{
    const char *text = arg;
    struct face *f = face_default();
    unsigned width = 0;

    for (int round = 0; round < 1000; round++) {
        for (const char *p = text; *p; p++) {
            const struct glyph *g = round % 2 ? face_glyph(f, *p) : face_outline(f, *p);

            width += g ? g->width : 1;
        }
        if (round % 50 == 0)
            maybe_trim(f);
    }
    mtx_lock(&face_mtx);
    trims_skipped_by_thread_total += trims_skipped;
    mtx_unlock(&face_mtx);
    return (int)(width & 0x7fff);
}

int main(void)
{
    static char *lines[] = { "quick brown fox", "jumps over", "the lazy dog", "0123456789" };
    thrd_t t[4];
    int w, sum = 0;

    for (int i = 0; i < 4; i++)
        if (thrd_create(&t[i], draw_text, lines[i]) != thrd_success)
            abort();
    for (int i = 0; i < 4; i++) {
        thrd_join(t[i], &w);
        sum += w;
    }
    printf("width %d, %u trims, %u skipped\n", sum, trims, trims_skipped_by_thread_total);
    return 0;
}
