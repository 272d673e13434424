// RUN: %tocsin %s
// STD: gnu17
/* Infusion channel controller: one motor thread and one keypad thread per channel. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#define NCHANNEL 4
#define STEP_UL  25u

enum channel_mode { MODE_IDLE, MODE_CONTINUOUS, MODE_KVO };

struct channel {
    mtx_t             mu;
    cnd_t             resume;
    enum channel_mode mode;
    unsigned          infused_ul;
    unsigned          vtbi_ul;
    unsigned          rate_ul_h;
    int               door_open;
    int               shutdown;
    char              label[16];
};

static struct channel channels[NCHANNEL];

static int channel_init(struct channel *ch, const char *label)
{
    memset(ch, 0, sizeof *ch);
    if (mtx_init(&ch->mu, mtx_plain) != thrd_success)
        return -1;
    if (cnd_init(&ch->resume) != thrd_success) {
        mtx_destroy(&ch->mu);
        return -1;
    }
    snprintf(ch->label, sizeof ch->label, "%s", label);
    ch->mode = MODE_CONTINUOUS;
    ch->vtbi_ul = 100000;
    return 0;
}

static int channel_deliver(struct channel *ch, unsigned ul)
{
    int running;

    mtx_lock(&ch->mu);
    unsigned infused = ch->infused_ul;
    while (ch->door_open && !ch->shutdown)
        cnd_wait(&ch->resume, &ch->mu);
    running = !ch->shutdown && ch->mode != MODE_IDLE;
    if (running)
        ch->infused_ul = infused + ul; // EXPECT: lost-update
    mtx_unlock(&ch->mu);
    return running;
}

static void channel_bolus(struct channel *ch, unsigned ul)
{
    mtx_lock(&ch->mu);
    ch->infused_ul += ul;
    if (ch->infused_ul >= ch->vtbi_ul)
        ch->mode = MODE_KVO;
    mtx_unlock(&ch->mu);
}

static void channel_scale_rate(struct channel *ch, unsigned percent)
{
    mtx_lock(&ch->mu);
    while (ch->door_open && !ch->shutdown)
        cnd_wait(&ch->resume, &ch->mu);
    unsigned rate = ch->rate_ul_h;
    ch->rate_ul_h = rate * percent / 100u;
    mtx_unlock(&ch->mu);
}

static void channel_set_door(struct channel *ch, int open)
{
    mtx_lock(&ch->mu);
    ch->door_open = open;
    if (!open)
        cnd_broadcast(&ch->resume);
    mtx_unlock(&ch->mu);
}

static int motor_main(void *arg)
{
    struct channel *ch = arg;
    while (channel_deliver(ch, STEP_UL))
        thrd_yield();
    return 0;
}

static int keypad_main(void *arg)
{
    struct channel *ch = arg;
    channel_bolus(ch, 500);
    channel_set_door(ch, 1);
    channel_bolus(ch, 250);
    channel_set_door(ch, 0);
    channel_scale_rate(ch, 110);
    mtx_lock(&ch->mu);
    ch->shutdown = 1;
    cnd_broadcast(&ch->resume);
    mtx_unlock(&ch->mu);
    return 0;
}

int main(void)
{
    static const char *const names[NCHANNEL] = { "A", "B", "C", "D" };
    thrd_t motor[NCHANNEL], keypad[NCHANNEL];

    for (int i = 0; i < NCHANNEL; i++)
        if (channel_init(&channels[i], names[i]) != 0)
            return EXIT_FAILURE;
    for (int i = 0; i < NCHANNEL; i++) {
        if (thrd_create(&motor[i], motor_main, &channels[i]) != thrd_success ||
            thrd_create(&keypad[i], keypad_main, &channels[i]) != thrd_success)
            return EXIT_FAILURE;
    }
    for (int i = 0; i < NCHANNEL; i++) {
        thrd_join(keypad[i], NULL);
        thrd_join(motor[i], NULL);
        printf("%s: %u ul\n", channels[i].label, channels[i].infused_ul);
    }
    return EXIT_SUCCESS;
}
