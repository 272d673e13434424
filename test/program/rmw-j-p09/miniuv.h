#ifndef MINIUV_H
#define MINIUV_H
#include <pthread.h>
#include <stdint.h>

typedef pthread_mutex_t uv_mutex_t;
typedef struct uv_loop_s { void *data; unsigned active_handles; } uv_loop_t;
typedef struct uv_work_s uv_work_t;
typedef struct uv_timer_s uv_timer_t;
typedef void (*uv_work_cb)(uv_work_t *req);
typedef void (*uv_after_work_cb)(uv_work_t *req, int status);
typedef void (*uv_timer_cb)(uv_timer_t *handle);
typedef enum { UV_RUN_DEFAULT = 0, UV_RUN_ONCE, UV_RUN_NOWAIT } uv_run_mode;

struct uv_work_s { void *data; uv_loop_t *loop; uv_work_cb work_cb; uv_after_work_cb after_work_cb; };
struct uv_timer_s { void *data; uv_loop_t *loop; uv_timer_cb timer_cb; };

uv_loop_t *uv_default_loop(void);
int uv_run(uv_loop_t *loop, uv_run_mode mode);
int uv_queue_work(uv_loop_t *loop, uv_work_t *req, uv_work_cb work_cb, uv_after_work_cb after_work_cb);
int uv_timer_init(uv_loop_t *loop, uv_timer_t *handle);
int uv_timer_start(uv_timer_t *handle, uv_timer_cb cb, uint64_t timeout, uint64_t repeat);
int uv_timer_stop(uv_timer_t *handle);
int uv_mutex_init(uv_mutex_t *handle);
void uv_mutex_lock(uv_mutex_t *handle);
void uv_mutex_unlock(uv_mutex_t *handle);
void uv_mutex_destroy(uv_mutex_t *handle);
#endif
