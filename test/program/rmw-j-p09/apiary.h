#ifndef APIARY_H
#define APIARY_H
#include "miniuv.h"

#define MAX_HIVES 64

struct hive {
    int      id;
    unsigned mites;
    unsigned bees;
    double   infestation;
};

struct apiary {
    uv_mutex_t  mu;
    struct hive hives[MAX_HIVES];
    unsigned    images_total;
    unsigned    rejected;
    int         in_flight;      /* loop only */
    int         next_hive;      /* loop only */
};

struct board_image {
    int            hive;
    unsigned       width, height;
    unsigned char *gray;
};

void apiary_init(struct apiary *a);
void apiary_add_count(struct apiary *a, int hive, unsigned mites, unsigned bees);
void apiary_reject(struct apiary *a);
double apiary_worst(struct apiary *a);
unsigned count_blobs(const struct board_image *img, unsigned char lo, unsigned char hi);
#endif
