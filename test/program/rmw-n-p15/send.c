// STD: gnu17
#include "metrics.h"
#include <errno.h>
#include <sys/socket.h>

int exporter_send(const void *buf, size_t len)
{
    ssize_t n;
    do {
        n = send(g_exporter.sock, buf, len, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        METRIC_ADD(dropped, 1);
        return -errno;
    }
    METRIC_ADD(sent, 1);
    METRIC_ADD(bytes, (uint64_t)n);
    return 0;
}
