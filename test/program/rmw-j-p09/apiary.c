// STD: gnu17
#include "apiary.h"
#include <string.h>

void apiary_init(struct apiary *a)
{
    memset(a, 0, sizeof *a);
    uv_mutex_init(&a->mu);
    for (int i = 0; i < MAX_HIVES; i++)
        a->hives[i].id = i;
}

unsigned count_blobs(const struct board_image *img, unsigned char lo, unsigned char hi)
{
    unsigned n = 0;
    int inside = 0;
    for (unsigned i = 0; i < img->width * img->height; i++) {
        int hit = img->gray[i] >= lo && img->gray[i] < hi;
        if (hit && !inside)
            n++;
        inside = hit;
    }
    return n;
}

void apiary_add_count(struct apiary *a, int hive, unsigned mites, unsigned bees)
{
    struct hive *h = &a->hives[hive % MAX_HIVES];

    uv_mutex_lock(&a->mu);
    h->mites += mites;
    h->bees += bees;
    h->infestation = h->bees ? (double)h->mites / h->bees : 0.0;
    a->images_total++;
    uv_mutex_unlock(&a->mu);
}

void apiary_reject(struct apiary *a)
{
    a->rejected++; // EXPECT-MISS: lost-update
}

double apiary_worst(struct apiary *a)
{
    double worst = 0.0;

    uv_mutex_lock(&a->mu);
    for (int i = 0; i < MAX_HIVES; i++)
        if (a->hives[i].infestation > worst)
            worst = a->hives[i].infestation;
    uv_mutex_unlock(&a->mu);
    return worst;
}
