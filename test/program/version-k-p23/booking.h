#ifndef RES_BOOKING_H
#define RES_BOOKING_H
#include "dao.h"

int booking_create(dao *d, int room, const char *day, const char *guest);
int booking_add_note(dao *d, int room, const char *day, const char *note);
int room_add_beds(dao *d, int room, int extra);
int room_begin_cleaning(dao *d, int room);

#endif
