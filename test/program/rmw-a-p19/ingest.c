// STD: gnu17
#include "telemetry.h"

struct telemetry telemetry = { .dump_active = ATOMIC_FLAG_INIT };

void ingest_sample(size_t len, unsigned usec)
{
    telemetry.samples++;
    telemetry.bytes = telemetry.bytes + len; // EXPECT: split-atomic
    if (usec > atomic_load(&telemetry.worst_usec))
        atomic_store(&telemetry.worst_usec, usec); // EXPECT: split-atomic
}

int stream_open(unsigned limit)
{
    if (atomic_fetch_add(&telemetry.open_streams, 1) >= limit) {
        atomic_fetch_sub(&telemetry.open_streams, 1);
        return -1;
    }
    return 0;
}

void stream_close(void)
{
    telemetry.open_streams -= 1;
}
