#ifndef CRONTAB_STORE_H
#define CRONTAB_STORE_H
#include <sys/types.h>

int table_open(const char *path, uid_t owner);
int table_replace(const char *path, uid_t owner, const char *text);
int table_hand_over(const char *path, uid_t from, uid_t to);

#endif
