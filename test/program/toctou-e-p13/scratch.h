#ifndef SCRATCH_H
#define SCRATCH_H
#include <stddef.h>

/* Return a malloc'ed name for an intermediate file of the given stage. */
char *scratch_name(const char *stage);
/* Fill buf with a name for the listing. */
const char *listing_name(char *buf, size_t size);
#endif
