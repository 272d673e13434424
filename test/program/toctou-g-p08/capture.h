#ifndef CAPTURE_H
#define CAPTURE_H
#include <stddef.h>
typedef enum { CAP_DONE, CAP_EXISTS, CAP_IOERR } cap_status;
cap_status capture_ensure_dir(const char *dir);
cap_status capture_write(const char *dir, unsigned seq, const void *data, size_t len);
cap_status capture_publish(const char *from, const char *to);
#endif
