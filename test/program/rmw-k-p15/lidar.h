#ifndef LIDAR_H
#define LIDAR_H
#include "katomic.h"

struct lidar {
    int bus;
    atomic_t users;
    atomic_t streaming;
    atomic_t calibrating;
    atomic_t rpm;
};

int lidar_open(struct lidar *l);
void lidar_close(struct lidar *l);
int lidar_stream_on(struct lidar *l);
void lidar_stream_off(struct lidar *l);
int lidar_calibrate(struct lidar *l);
void lidar_nudge_rpm(struct lidar *l, int delta);

int bus_write(int bus, int reg, int val);
#endif
