// STD: gnu17
#include "stats.h"

struct store_stats stats;

void account_link(uint32_t size)
{
    stats.curr_items++;
    stats.curr_bytes += size;
}

void account_unlink(uint32_t size)
{
    if (stats.curr_items > 0)
        stats.curr_items--;
    if (stats.curr_bytes >= size)
        stats.curr_bytes -= size;
    else
        stats.curr_bytes = 0;
}

int account_over(uint64_t limit)
{
    if (stats.curr_bytes <= limit)
        return 0;
    stats.evictions = stats.evictions + 1;
    return 1;
}
