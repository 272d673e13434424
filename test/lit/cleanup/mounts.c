// RUN: %tocsin %s
// A mount that is in use is only taken away if the kernel is told not to ask.
#include <sys/mount.h>
#include <time.h>

struct volume {
  char where[64];
  int opens;
  time_t last_attach;
};

void forgetIdle(struct volume *v, time_t limit) {
  if (time(NULL) - v->last_attach > limit) // EXPECT: wall-clock-interval
    umount2(v->where, MNT_DETACH); // EXPECT: timestamp-cleanup
}

void forgetClosed(struct volume *v, time_t limit) {
  if (v->opens == 0 && time(NULL) - v->last_attach > limit)
    umount2(v->where, MNT_DETACH);
}

void forgetUnlessBusy(struct volume *v, time_t limit) {
  if (time(NULL) - v->last_attach > limit)
    umount2(v->where, UMOUNT_NOFOLLOW);
}

void attach(struct volume *v) {
  v->opens++;
  v->last_attach = time(NULL);
}
