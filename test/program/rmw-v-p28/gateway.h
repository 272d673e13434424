#ifndef GATEWAY_H
#define GATEWAY_H
#include <pthread.h>
#include <stdint.h>
#include <stddef.h>

struct port {
    pthread_mutex_t rx_lock;
    pthread_mutex_t tx_lock;
    unsigned rx_open : 1;
    unsigned tx_open : 1;
    unsigned rx_seq;
    unsigned tx_seq;
    unsigned rx_bad;
    int fd;
};

int port_init(struct port *p, int fd);
void rx_set(struct port *p, int on);
void tx_set(struct port *p, int on);
int rx_frame(struct port *p, uint8_t *buf, size_t cap);
int tx_frame(struct port *p, const uint8_t *buf, size_t len);

uint16_t frame_crc(const uint8_t *p, size_t n);
const char *port_label(int fd);
#endif
