#ifndef TELEMETRY_H
#define TELEMETRY_H
#include <stdatomic.h>
#include <stddef.h>

struct telemetry {
    _Atomic unsigned long samples;
    _Atomic unsigned long bytes;
    atomic_uint worst_usec;
    atomic_uint open_streams;
    atomic_flag dump_active;
};

extern struct telemetry telemetry;

void ingest_sample(size_t len, unsigned usec);
int stream_open(unsigned limit);
void stream_close(void);
void report_dump(void);
#endif
