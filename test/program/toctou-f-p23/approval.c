// STD: gnu17
#include "approval.h"

#include <string.h>
#include <sys/types.h>
#include <sys/xattr.h>

#define APPROVED_BY "trusted.batch.approved_by"

bool script_approved(const char *path, char *reviewer, size_t len)
{
    ssize_t n = lgetxattr(path, APPROVED_BY, reviewer, len - 1);

    if (n <= 0)
        return false;
    reviewer[n] = '\0';
    return strcmp(reviewer, "nobody") != 0;
}
