// STD: gnu17
#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *scratch_name(const char *stage)
{
	char prefix[6];

	snprintf(prefix, sizeof prefix, "%s", stage);
	return tempnam(NULL, prefix);
}

const char *listing_name(char *buf, size_t size)
{
	if (size < L_tmpnam)
		return NULL;
	return tmpnam(buf);
}
