// STD: gnu17
#include "thumbs.h"

unsigned thumbs_trim(struct thumb_table *t, time_t max_age)
{
    struct thumb *th, *next;
    time_t oldest = time(NULL) - max_age;
    unsigned n = 0;

    if (pthread_mutex_trylock(&t->trim_lock) != 0)
        return 0;
    for (th = LIST_FIRST(&t->head); th != NULL; th = next) {
        next = LIST_NEXT(th, link);
        if (th->created < oldest) { // EXPECT: wall-clock-interval
            thumb_drop(t, th); // EXPECT: timestamp-cleanup
            n++;
        }
    }
    pthread_mutex_unlock(&t->trim_lock);
    return n;
}
