// STD: gnu17
#include "apiary.h"
#include <stdio.h>
#include <stdlib.h>

static struct apiary apiary;
static uv_timer_t camera;

struct job {
    uv_work_t          req;
    struct apiary     *owner;
    struct board_image img;
};

static void analyse(uv_work_t *req)
{
    struct job *j = req->data;
    unsigned bees = count_blobs(&j->img, 90, 160);

    if (bees == 0) {
        apiary_reject(j->owner);
        return;
    }
    apiary_add_count(j->owner, j->img.hive, count_blobs(&j->img, 20, 60), bees);
}

static void analysed(uv_work_t *req, int status)
{
    struct job *j = req->data;

    j->owner->in_flight--;
    if (status < 0)
        fprintf(stderr, "hive %d: cancelled\n", j->img.hive);
    free(j->img.gray);
    free(j);
}

static void on_camera(uv_timer_t *t)
{
    struct apiary *a = t->data;
    struct job *j;

    if (a->in_flight >= 16)
        return;
    j = calloc(1, sizeof *j);
    if (!j)
        return;
    j->owner = a;
    j->img.hive = a->next_hive++;
    j->img.width = 640;
    j->img.height = 480;
    j->img.gray = malloc(640u * 480u);
    if (!j->img.gray) {
        free(j);
        return;
    }
    for (unsigned i = 0; i < 640u * 480u; i++)
        j->img.gray[i] = (unsigned char)(i * 31u);
    j->req.data = j;
    if (uv_queue_work(t->loop, &j->req, analyse, analysed) == 0)
        a->in_flight++;
    else {
        free(j->img.gray);
        free(j);
    }
    if (a->next_hive % 100 == 0)
        printf("worst %.3f\n", apiary_worst(a));
}

int main(void)
{
    apiary_init(&apiary);
    uv_timer_init(uv_default_loop(), &camera);
    camera.data = &apiary;
    uv_timer_start(&camera, on_camera, 0, 20);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
