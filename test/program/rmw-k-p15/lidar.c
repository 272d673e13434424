// STD: gnu17
#include "lidar.h"
#include <errno.h>

enum { REG_POWER = 1, REG_STREAM = 2, REG_CAL = 3, REG_RPM = 4 };

int lidar_open(struct lidar *l)
{
    if (atomic_inc_return(&l->users) == 1)
        return bus_write(l->bus, REG_POWER, 1);
    return 0;
}

void lidar_close(struct lidar *l)
{
    if (atomic_dec_and_test(&l->users))
        bus_write(l->bus, REG_POWER, 0);
}

int lidar_stream_on(struct lidar *l)
{
    int rc;

    if (atomic_read(&l->streaming))
        return -EBUSY;
    atomic_set(&l->streaming, 1); // EXPECT: split-atomic
    rc = bus_write(l->bus, REG_STREAM, 1);
    if (rc < 0)
        atomic_set(&l->streaming, 0);
    return rc;
}

void lidar_stream_off(struct lidar *l)
{
    bus_write(l->bus, REG_STREAM, 0);
    atomic_set(&l->streaming, 0);
}

int lidar_calibrate(struct lidar *l)
{
    int rc;

    if (atomic_cmpxchg(&l->calibrating, 0, 1) != 0)
        return -EALREADY;
    rc = bus_write(l->bus, REG_CAL, 1);
    atomic_set(&l->calibrating, 0);
    return rc;
}

void lidar_nudge_rpm(struct lidar *l, int delta)
{
    int rpm = atomic_read(&l->rpm) + delta;

    if (rpm < 300)
        rpm = 300;
    if (rpm > 1200)
        rpm = 1200;
    atomic_set(&l->rpm, rpm); // EXPECT: split-atomic
    bus_write(l->bus, REG_RPM, rpm);
}
