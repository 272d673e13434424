// STD: gnu17
#include "telemetry.h"
#include <stdio.h>

void report_dump(void)
{
    if (atomic_flag_test_and_set(&telemetry.dump_active))
        return;
    unsigned long n = atomic_exchange(&telemetry.samples, 0);
    unsigned long b = atomic_exchange(&telemetry.bytes, 0);
    unsigned worst = atomic_load_explicit(&telemetry.worst_usec, memory_order_relaxed);
    printf("samples %lu bytes %lu worst %u\n", n, b, worst);
    atomic_flag_clear(&telemetry.dump_active);
}
