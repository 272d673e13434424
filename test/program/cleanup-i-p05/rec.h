#ifndef REC_H
#define REC_H
#include <stddef.h>

#define REC_ROOT "/var/lib/pbx/recordings"

/* age.c */
int rec_past_retention(const char *name, long days);

/* store.c */
void rec_path(char *buf, size_t len, const char *name, const char *ext);
int rec_drop(const char *name);
int rec_disk_percent(void);

/* claims.c */
int  claims_add(const char *name);
void claims_del(const char *name);
void claims_lock(void);
void claims_unlock(void);
int  claims_has_locked(const char *name);

/* sweep.c */
int sweep_daily(void);
int sweep_disk_full(void);

/* playback.c */
int playback_stream(const char *name, int out_fd);
#endif
